package dev.sluice.engine.consumer;

import dev.sluice.engine.session.HeldKeys;
import dev.sluice.payments.money.Amount;
import dev.sluice.payments.terms.WorkPrice;
import dev.sluice.streaming.content.Manifest;
import dev.sluice.streaming.grant.HeldSeed;
import dev.sluice.streaming.proto.SignedDelegation;
import dev.sluice.streaming.text.Bytes;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Whose keys are believed, and what is needed to prove that one was wrong.
 *
 * @param seller verifies the key answers: the creator's key, or its delegate's
 * @param signedManifest the work's manifest as it was signed; empty when no evidence is wanted
 * @param delegation the delegate's right to sell; null when the creator sells
 * @param held seeds that are here already, from grants
 */
public record KeyTrust(
        Bytes seller,
        Bytes signedManifest,
        @Nullable SignedDelegation delegation,
        List<HeldSeed> held) {
    public KeyTrust {
        held = List.copyOf(held);
    }

    /** Whether nothing is left to buy. */
    public boolean coversAll(Manifest manifest) {
        return heldKeys().skip(0) >= manifest.geometry().slices();
    }

    HeldKeys heldKeys() {
        Map<Long, Long> runs = new HashMap<>();
        for (HeldSeed one : held) runs.merge(one.seed().first(), one.seed().end(), Math::max);
        return new HeldKeys(runs);
    }

    /** What the keys from {@code first} to before {@code end} cost that are not held. */
    public Amount price(WorkPrice price, long first, long end) {
        HeldKeys have = heldKeys();
        Amount sum = Amount.ZERO;
        for (long at = have.skip(first); at < end; ) {
            long stop = Math.min(end, have.next(at));
            sum = sum.plus(price.creatorShare(at, stop - at));
            at = have.skip(stop);
        }
        return sum;
    }

    /** Keys are bought from the creator, and no evidence is kept. */
    public static KeyTrust creator(Manifest manifest) {
        return new KeyTrust(manifest.core().creator(), Bytes.zeros(0), null, List.of());
    }
}
