package dev.sluice.engine.node;

import dev.sluice.engine.consumer.Purse;
import dev.sluice.engine.peer.PeerClient;
import dev.sluice.engine.peer.RefusedException;
import dev.sluice.payments.channel.ChannelId;
import dev.sluice.payments.ledger.Ledger;
import dev.sluice.payments.money.Amount;
import dev.sluice.payments.rules.Reason;
import dev.sluice.streaming.text.PeerAddress;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * Waits until a payee counts a reserve: a new one may be taken back by a reorg, so it asks for
 * blocks on top of it (T9). Blocks its caller, and says what for.
 */
final class Confirmations {
    /** A block a minute, for the most that a payee commonly asks for, and some more. */
    private static final long MOST_SECONDS = 15 * 60;

    private static final long LOOK_MS = 500;

    private final PeerLookup lookup;
    private final Ledger ledger;
    private final WaitListener listener;
    private final Map<PeerAddress, Integer> asked = new ConcurrentHashMap<>();

    Confirmations(PeerLookup lookup, Ledger ledger, WaitListener listener) {
        this.lookup = lookup;
        this.ledger = ledger;
        this.listener = listener;
    }

    /** What a peer has said of itself. */
    void asks(PeerAddress payee, int blocks) {
        asked.put(payee, Math.clamp(blocks, 0, Ledger.MAX_DEPTH));
    }

    /**
     * Returns when the payee takes the channel, or refuses it for another reason: that is told when
     * it is used.
     */
    void await(PeerAddress payee, Purse purse) throws IOException {
        int wanted = asked.getOrDefault(payee, 0);
        if (wanted == 0 || counts(payee, purse)) return;
        listener.confirmations(payee, standing(purse.channel(), wanted), wanted, MOST_SECONDS);
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(MOST_SECONDS);
        do {
            if (System.nanoTime() > end) throw late(payee, purse, wanted);
            pause();
        } while (standing(purse.channel(), wanted) < wanted || !counts(payee, purse));
    }

    private boolean counts(PeerAddress payee, Purse purse) throws IOException {
        try (PeerClient client = lookup.connect(payee)) {
            var _ = client.attach(purse.attachMessage());
            return true;
        } catch (RefusedException e) {
            return e.why().reason() != Reason.NOT_CONFIRMED;
        }
    }

    /** How many blocks stand on the reserve as it is now, as far as it matters. */
    private long standing(ChannelId channel, int wanted) {
        Amount reserve = ledger.channel(channel).reserve();
        int blocks = 0;
        while (blocks < wanted && ledger.channel(channel, blocks + 1).reserve().equals(reserve))
            blocks++;
        return blocks;
    }

    private NotConfirmedException late(PeerAddress payee, Purse purse, int wanted) {
        return new NotConfirmedException(
                "after %d s %d of the %d blocks that %s asks for stand on the reserve of channel %s"
                        .formatted(
                                MOST_SECONDS,
                                standing(purse.channel(), wanted),
                                wanted,
                                payee,
                                purse.channel()));
    }

    private static void pause() throws IOException {
        try {
            Thread.sleep(LOOK_MS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }
}
