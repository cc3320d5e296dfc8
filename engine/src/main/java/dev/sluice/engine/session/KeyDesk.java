package dev.sluice.engine.session;

import dev.sluice.payments.money.Amount;
import dev.sluice.payments.rules.PayerChannel;
import dev.sluice.payments.rules.PaymentWindow;
import dev.sluice.payments.rules.Refused;
import dev.sluice.payments.terms.WorkPrice;
import org.jspecify.annotations.Nullable;

/**
 * The purchase of keys, in advance, one window at a time. Owned by the session.
 *
 * <p>What is signed and not yet opened with a key that fits stays within one payment window (I3):
 * so the first request is for one slice, and the next ones grow with what was paid.
 */
public final class KeyDesk {
    private final WorkPrice price;
    private final @Nullable PayerChannel money;
    private final HeldKeys held;
    private long have;
    private long askedCount;
    private long paidThrough;
    private boolean ready;
    private int refusals;

    /** {@code money} is null for keys that cost nothing. */
    public KeyDesk(WorkPrice price, @Nullable PayerChannel money, long firstSlice) {
        this(price, money, firstSlice, HeldKeys.NONE);
    }

    /** As the other; what is held is neither asked for nor paid. */
    public KeyDesk(WorkPrice price, @Nullable PayerChannel money, long firstSlice, HeldKeys held) {
        this.price = price;
        this.money = money;
        this.held = held;
        this.have = held.skip(firstSlice);
        this.paidThrough = have;
    }

    boolean isHeld(long index) {
        return held.has(index);
    }

    /** First slice whose key is not here. */
    long have() {
        return have;
    }

    void ready(Amount accepted) {
        ready = true;
        askedCount = 0;
        if (money != null) money.heal(accepted);
    }

    void gone() {
        ready = false;
        askedCount = 0;
    }

    int refused() {
        askedCount = 0;
        ready = false;
        return ++refusals;
    }

    /**
     * Keys are here and fit. They count whenever they come: also when the connection that they came
     * on was lost before they were heard of.
     */
    void arrived(long first, long count) {
        if (first > have)
            throw new IllegalStateException("keys " + first + "+" + count + " before " + have);
        have = held.skip(Math.max(have, first + count));
        askedCount = 0;
        refusals = 0;
    }

    void opened(long index) {
        if (money != null && !held.has(index))
            money.verified(price.terms().creatorShare(price.bytesOf(index)));
    }

    boolean canAsk(long end) {
        return ready && askedCount == 0 && have < end;
    }

    /** The next range to ask for, up to {@code wanted}; null when the window has no room now. */
    @Nullable Ask ask(long wanted) {
        long end = Math.min(wanted, held.next(have));
        if (paidThrough > have)
            return note(have, paidThrough - have, money == null ? null : money.nextCumulative());
        long count = affordable(end);
        if (count == 0) return null;
        if (money == null) return note(have, count, null);
        long cost = price.creatorShare(have, count).toLongSaturated();
        if (cost == 0) return note(have, count, null);
        if (money.payInAdvance(cost, window(money)) instanceof Refused refused)
            return new Ask(have, count, null, refused);
        paidThrough = have + count;
        return note(have, count, money.nextCumulative());
    }

    private Ask note(long first, long count, @Nullable Amount voucher) {
        askedCount = count;
        return new Ask(first, count, voucher, null);
    }

    /**
     * How many keys to buy now: nothing until half a window is free, so that a purchase, which
     * costs the creator a synced write, is for several slices and overlaps with the use of the last
     * one.
     */
    private long affordable(long end) {
        long unit = price.terms().creatorShare(price.sliceBytes());
        if (money == null || unit == 0) return end - have;
        long window = window(money);
        long room = (window - money.exposure().toLongSaturated()) / unit;
        long worthwhile = Math.max(1, window / unit / 2);
        return room >= Math.min(worthwhile, end - have) ? Math.min(end - have, room) : 0;
    }

    private long window(PayerChannel payer) {
        return PaymentWindow.DEFAULT.advanceBaseUnits(
                payer.nextCumulative(), price.terms(), price.sliceBytes());
    }

    /** What came of an attempt to ask. */
    record Ask(long first, long count, @Nullable Amount voucher, @Nullable Refused refused) {}
}
