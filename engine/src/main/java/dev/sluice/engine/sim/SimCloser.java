package dev.sluice.engine.sim;

import dev.sluice.payments.channel.AttachDigest;
import dev.sluice.payments.channel.ChannelId;
import dev.sluice.payments.crypto.SecretKey;
import dev.sluice.payments.ledger.ChannelOnChain;
import dev.sluice.payments.ledger.LedgerException;
import dev.sluice.payments.rules.Reason;
import dev.sluice.payments.store.PayerRecord;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Closes a payer's channels when it is over: by the payee's signature, or by an exit. */
final class SimCloser {
    private static final long MS = 1_000_000;

    private final SimPlayer player;
    private final SimLedger ledger;
    private final SecretKey wallet;

    SimCloser(SimPlayer player, SimLedger ledger, SecretKey wallet) {
        this.player = player;
        this.ledger = ledger;
        this.wallet = wallet;
    }

    void look() {
        World world = player.world;
        player.after((1_000 + world.random.nextLong(4_000)) * MS, this::look);
        if (!player.isDone() || player.isPlaying()) return;
        try {
            player.store().forEachPayer(this::close);
        } catch (LedgerException silent) {
            world.refusal(Reason.LEDGER_UNAVAILABLE);
        }
    }

    private void close(PayerRecord record) {
        ChannelOnChain state = ledger.channel(record.channel());
        if (state.isClosed() || state.reserve().isZero()) return;
        if (!state.isOpen()) {
            if (player.world.chain.timeSeconds() >= state.exitAt())
                ignoreRefusal(ledger.finishExit(record.parameters()));
        } else if (player.world.random.nextBoolean()) askRelease(record);
        else ignoreRefusal(ledger.startExit(record.parameters()));
    }

    /** What the contract says no to is looked at again later. */
    private static void ignoreRefusal(CompletableFuture<?> transaction) {
        var _ = transaction.exceptionally(_ -> null);
    }

    private void askRelease(PayerRecord record) {
        World world = player.world;
        SimNode payee = world.sellerOf(record.parameters().payee());
        Line line = world.net.connect(player, payee);
        if (line == null) return;
        ChannelId id = record.channel();
        world.note(Happening.RELEASE_ASKED, player.number, world.number(id), 0);
        byte[] digest = AttachDigest.of(Cast.DOMAIN, id, Cast.peer(player.number));
        world.net.send(line, player, new Message.AskRelease(id, wallet.sign(digest)));
    }

    void released(Message.Released message) {
        @Nullable PayerRecord record = player.store().payer(message.channel()).orElse(null);
        if (record == null || player.isPlaying()) return;
        try {
            ignoreRefusal(
                    ledger.release(record.parameters(), message.claimed(), message.signature()));
        } catch (LedgerException silent) {
            player.world.refusal(Reason.LEDGER_UNAVAILABLE);
        }
    }
}
