package dev.sluice.engine.sim;

import dev.sluice.engine.consumer.Purse;
import dev.sluice.engine.peer.RefusedException;
import dev.sluice.engine.session.ConsumerSession;
import dev.sluice.engine.session.Patience;
import dev.sluice.engine.session.SessionEvent;
import dev.sluice.payments.channel.ChannelId;
import dev.sluice.payments.channel.SignedVoucher;
import dev.sluice.payments.money.Amount;
import dev.sluice.payments.rules.ChannelOffer;
import dev.sluice.payments.rules.Reason;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/** The way of a playback to one seller, kept up: connect, show the channel, ask; and again. */
final class PlayerLink {
    private static final long MS = 1_000_000;

    private final PlayerSession session;
    private final SimPlayer player;
    private final World world;
    private final int peer;
    private final SimNode seller;
    private final @Nullable Purse purse;
    private @Nullable Line line;
    private final BitSet received = new BitSet();
    private long showedNs;
    private boolean shown;
    private boolean closed;
    private final Patience patience = new Patience();

    PlayerLink(PlayerSession session, int peer, SimNode seller, @Nullable Purse purse) {
        this.session = session;
        this.player = session.player();
        this.world = player.world;
        this.peer = peer;
        this.seller = seller;
        this.purse = purse;
    }

    int peer() {
        return peer;
    }

    private boolean isKeys() {
        return peer == ConsumerSession.KEY_SERVICE;
    }

    boolean isOn(Line other) {
        return other.equals(line);
    }

    void connect() {
        if (closed || session.isOver()) return;
        line = world.net.connect(player, seller);
        shown = false;
        if (line == null) retry();
        else if (purse == null) up(Amount.ZERO, Amount.ZERO);
        else show();
    }

    private void retry() {
        player.after((100 + world.random.nextLong(1_500)) * MS, this::connect);
    }

    private void show() {
        if (purse == null || line == null) return;
        ChannelOffer offer =
                new ChannelOffer(
                        Cast.DOMAIN,
                        purse.channel(),
                        purse.record().parameters(),
                        purse.record().split());
        world.note(
                Happening.ATTACH_SENT, player.number, seller.number, world.number(purse.channel()));
        showedNs = world.agenda.nowNs();
        send(new Message.Attach(offer, purse.proof(), purse.last()));
    }

    void showAgain() {
        show();
    }

    private void send(Message message) {
        if (line == null) return;
        world.checker.spoke(player.number);
        world.net.send(line, player, message);
    }

    private void up(Amount accepted, Amount served) {
        session.on(
                isKeys()
                        ? new SessionEvent.KeyServiceReady(accepted)
                        : new SessionEvent.SeederReady(peer, accepted, served));
    }

    void lost() {
        line = null;
        session.on(
                isKeys()
                        ? new SessionEvent.KeyServiceGone("lost")
                        : new SessionEvent.SeederGone(peer, "lost"));
        retry();
    }

    void close() {
        closed = true;
        Line current = line;
        line = null;
        if (current != null) world.net.cut(current);
    }

    /** Honest, and the payer may still risk a slice with it (I3). */
    boolean isTrusted() {
        return world.seller(seller.number).mischief == Plan.Mischief.NONE
                && (purse == null || world.checker.mayRiskMore(world.number(purse.channel())));
    }

    void rest() {
        if (purse != null) purse.rest();
    }

    void received(long index) {
        if (received.get((int) index)) return;
        received.set((int) index);
        if (purse != null) world.checker.received(world.number(purse.channel()), index);
    }

    // out

    void askSlice(long index, @Nullable Amount voucher) {
        SignedVoucher signed = sign(voucher);
        world.note(Happening.SLICE_ASKED, player.number, seller.number, index);
        send(new Message.AskSlice(index, channel(), signed));
    }

    void cancelSlice(long index) {
        send(new Message.CancelSlice(index, channel()));
    }

    void askKeys(long first, long count, @Nullable Amount voucher) {
        SignedVoucher signed = sign(voucher);
        world.note(Happening.KEYS_ASKED, player.number, first, count);
        send(new Message.AskKeys(first, count, channel(), signed));
    }

    /** Signs, and shows the channel with that voucher. */
    void payRest(Amount voucher) {
        SignedVoucher _ = sign(voucher);
        show();
    }

    private @Nullable ChannelId channel() {
        return purse == null ? null : purse.channel();
    }

    private @Nullable SignedVoucher sign(@Nullable Amount amount) {
        if (purse == null || amount == null) return null;
        SignedVoucher voucher = purse.sign(amount);
        int number = world.number(purse.channel());
        world.checker.spoke(player.number);
        world.checker.signed(number, SimSeller.amount(voucher));
        if (world.overheard.size() < 32) world.overheard.add(voucher);
        world.note(Happening.VOUCHER_SIGNED, player.number, number, SimSeller.amount(voucher));
        return voucher;
    }

    // in

    void receive(Message message) {
        switch (message) {
            case Message.Attached m -> attached(m);
            case Message.Slice m -> session.slice(this, m.index(), m.content());
            case Message.Keys m -> session.keys(m.first(), m.count(), m.fit());
            case Message.Refusal m -> refused(m);
            default -> throw new IllegalStateException("to a player: " + message);
        }
    }

    private void attached(Message.Attached m) {
        if (purse == null) return;
        Amount accepted;
        try {
            accepted = purse.proven(m.last());
        } catch (RefusedException anotherSigner) {
            refusedForGood(anotherSigner.why().reason(), anotherSigner.why().toString());
            return;
        }
        world.checker.proven(world.number(purse.channel()), accepted.toLongSaturated());
        if (shown && !isKeys()) session.on(new SessionEvent.PaymentAcknowledged(peer, accepted));
        shown = true;
        patience.restore();
        if (!isKeys())
            session.on(new SessionEvent.RoundTrip(peer, world.agenda.nowNs() - showedNs));
        up(accepted, m.served());
    }

    private void refused(Message.Refusal m) {
        if (m.attach()) attachRefused(m);
        else if (isKeys())
            session.on(new SessionEvent.KeysRefused(m.index(), m.reason(), m.text()));
        else session.on(new SessionEvent.SliceRefused(peer, m.index(), m.reason(), m.text()));
    }

    private void attachRefused(Message.Refusal m) {
        if (patience.outlasts(m.reason())) {
            if (line != null) world.net.cut(line);
        } else refusedForGood(m.reason(), m.text());
    }

    private void refusedForGood(Reason reason, String text) {
        world.refusal(reason);
        session.on(
                isKeys()
                        ? new SessionEvent.KeysRefused(0, reason, text)
                        : new SessionEvent.SeederRefused(peer, text));
    }
}
