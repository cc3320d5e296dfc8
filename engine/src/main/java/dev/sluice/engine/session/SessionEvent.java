package dev.sluice.engine.session;

import dev.sluice.payments.money.Amount;
import dev.sluice.payments.rules.Reason;

/** What happens to a consumer session. A peer is named by its number in the session. */
public sealed interface SessionEvent {
    /**
     * A seeder is connected and shows what it holds: its highest voucher and what it counts as
     * served.
     */
    record SeederReady(int peer, Amount accepted, Amount served) implements SessionEvent {}

    /** How far the seeder is, as the transport has measured it. */
    record RoundTrip(int peer, long roundTripNs) implements SessionEvent {}

    record SeederGone(int peer, String why) implements SessionEvent {}

    /** The seeder will not serve this channel. */
    record SeederRefused(int peer, String text) implements SessionEvent {}

    /** The slice arrived and its hash fits. */
    record SliceVerified(int peer, long index) implements SessionEvent {}

    /** The slice was read from this node's own disk, and its hash fits. */
    record SliceRead(long index) implements SessionEvent {}

    /** What lies on this node's own disk of the slice is missing or does not fit. */
    record SliceUnreadable(long index, String why) implements SessionEvent {}

    /** The peer sent something that does not fit the content root (T11). */
    record SliceForged(int peer, long index, String what) implements SessionEvent {}

    record SliceRefused(int peer, long index, Reason reason, String text) implements SessionEvent {}

    /** The key of the slice is here and fits its commitment. */
    record KeyFits(long index) implements SessionEvent {}

    record KeyServiceReady(Amount accepted) implements SessionEvent {}

    record KeyServiceGone(String why) implements SessionEvent {}

    record KeysArrived(long first, long count) implements SessionEvent {}

    /** The key service sent what does not fit the content root (T26). */
    record KeyForged(String what) implements SessionEvent {}

    record KeysRefused(long first, Reason reason, String text) implements SessionEvent {}

    /**
     * The key fitted its commitment and opened the slice; the player has it.
     *
     * @param turn how often the player had gone elsewhere when the slice's place was claimed: if it
     *     has gone since, only the place is free
     */
    record SliceDelivered(long index, int turn) implements SessionEvent {
        public SliceDelivered(long index) {
            this(index, 0);
        }
    }

    /** The player wants other slices from now on, in this order. */
    record Seek(Span span) implements SessionEvent {}

    /**
     * The player will want these slices soon, wherever it is now: they are fetched beside, to lie
     * on this node's own disk; their keys are not bought.
     */
    record Soon(Span span) implements SessionEvent {}

    /** The player wants nothing more: what is owed is paid, and it is over. */
    record PlayerLeft() implements SessionEvent {}

    /** A payee holds vouchers up to this. */
    record PaymentAcknowledged(int peer, Amount accepted) implements SessionEvent {}

    /** The player takes no more. */
    record PlayerFailed(String why) implements SessionEvent {}

    /** Nothing has come from anybody for longer than the user will wait. */
    record NothingArrives(String why) implements SessionEvent {}

    record Tick() implements SessionEvent {}
}
