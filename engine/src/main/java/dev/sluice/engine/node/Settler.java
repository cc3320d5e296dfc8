package dev.sluice.engine.node;

import com.google.protobuf.ByteString;
import dev.sluice.engine.keeper.Keeper;
import dev.sluice.engine.keeper.KeeperNote;
import dev.sluice.engine.keeper.StoredVouchers;
import dev.sluice.engine.payee.ChannelChange;
import dev.sluice.engine.payee.PayeePipeline;
import dev.sluice.engine.wire.MalformedMessage;
import dev.sluice.payments.channel.ChannelId;
import dev.sluice.payments.channel.ReleaseDigest;
import dev.sluice.payments.crypto.SecretKey;
import dev.sluice.payments.ledger.Ledger;
import dev.sluice.payments.ledger.LedgerException;
import dev.sluice.payments.money.Address;
import dev.sluice.payments.money.Amount;
import dev.sluice.payments.rules.Reason;
import dev.sluice.payments.rules.Refused;
import dev.sluice.payments.store.ChannelStore;
import dev.sluice.payments.store.PayeeRecord;
import dev.sluice.streaming.proto.Released;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;

/**
 * Releases channels: has the keeper claim what they promise, and signs. Blocks on the ledger; never
 * on a hot path.
 */
final class Settler {
    private static final long CLAIM_SECONDS = 60;

    private final Ledger ledger;
    private final ChannelStore store;
    private final PayeePipeline pipeline;
    private final Keeper keeper;
    private final SecretKey payee;

    Settler(ServingNode.Parts parts, PayeePipeline pipeline, Keeper keeper) {
        this.ledger = parts.ledger();
        this.store = parts.channels();
        this.pipeline = pipeline;
        this.keeper = keeper;
        this.payee = parts.payee();
    }

    /** Claims all that pays for itself; the number of channels claimed. */
    int claimAll() {
        KeeperNote.Swept swept = await(keeper.claimAll());
        if (swept.left() > 0) throw new LedgerException(swept.toString());
        return swept.claimed();
    }

    private static <T> T await(CompletableFuture<T> claimed) {
        try {
            return claimed.orTimeout(CLAIM_SECONDS, TimeUnit.SECONDS).join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof LedgerException refused
                    ? refused
                    : new LedgerException("claim failed: " + e.getCause(), e);
        }
    }

    /** Why this node's signature would not count; empty when it would. */
    Optional<Refused> unableToRelease(ChannelId id) {
        Address paid = record(id).parameters().payee();
        if (paid.equals(payee.address())) return Optional.empty();
        Address delegate = ledger.delegate(paid);
        return delegate.equals(payee.address())
                ? Optional.empty()
                : Optional.of(
                        Refused.of(
                                Reason.NO_DELEGATE,
                                payee.address() + " as the delegate of " + paid,
                                delegate));
    }

    /**
     * Ends service on the channel, claims its highest voucher, and signs that it may be closed. In
     * this order: nothing that is accepted can be left behind, and nothing is accepted later, since
     * the end of service is on disk before the signature exists.
     */
    Released release(ChannelId id) {
        pipeline.changed(id, new ChannelChange.Retired(record(id))).join();
        PayeeRecord last = record(id);
        StoredVouchers.claim(last).ifPresent(claim -> await(keeper.settle(claim)));
        Amount claimed = ledger.channel(id).claimed();
        if (claimed.compareTo(last.accepted()) < 0)
            throw new LedgerException("channel " + id + " was claimed to " + claimed + " only");
        return Released.newBuilder()
                .setChannel(ByteString.copyFrom(id.toBytes()))
                .setClaimed(ByteString.copyFrom(claimed.toBytes()))
                .setSignature(ByteString.copyFrom(sign(id, claimed)))
                .build();
    }

    private byte[] sign(ChannelId id, Amount claimed) {
        return payee.sign(ReleaseDigest.of(ledger.domain(), id, claimed)).toBytes();
    }

    PayeeRecord record(ChannelId id) {
        return store.payee(id)
                .orElseThrow(() -> new MalformedMessage("channel " + id + " is not known here"));
    }
}
