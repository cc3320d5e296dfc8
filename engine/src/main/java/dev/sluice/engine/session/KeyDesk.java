package dev.sluice.engine.session;

import dev.sluice.payments.money.Amount;
import dev.sluice.payments.rules.KeyRanges;
import dev.sluice.payments.rules.PayerChannel;
import dev.sluice.payments.rules.PaymentWindow;
import dev.sluice.payments.rules.Refused;
import dev.sluice.payments.terms.WorkPrice;
import org.jspecify.annotations.Nullable;

/**
 * The purchase of keys, in advance, one window at a time. Owned by the session.
 *
 * <p>What is signed and not yet come as a key that fits stays within one payment window (I3): so
 * the first request is for one slice, and the next ones grow with what was paid. What was bought
 * before, in this process or an earlier one, is asked for again and not paid again.
 */
public final class KeyDesk {
    private final WorkPrice price;
    private final @Nullable PayerChannel money;
    private final KeyRanges bought;
    private Amount awaited = Amount.ZERO;
    private final HeldKeys held;
    private final long begin;
    private long swept;
    private long have;
    private long askedCount;
    private long tryCount;
    private boolean trying;
    private boolean ready;
    private final Wait wait = new Wait();
    private int refusals;

    /** {@code money} is null for keys that cost nothing. */
    public KeyDesk(WorkPrice price, @Nullable PayerChannel money, long firstSlice) {
        this(price, money, new KeyRanges(), HeldKeys.NONE, firstSlice);
    }

    /** {@code bought} is what was bought on this channel before. */
    public KeyDesk(
            WorkPrice price, @Nullable PayerChannel money, KeyRanges bought, long firstSlice) {
        this(price, money, bought, HeldKeys.NONE, firstSlice);
    }

    /**
     * As the others.
     *
     * @param held is neither asked for nor paid
     */
    public KeyDesk(
            WorkPrice price,
            @Nullable PayerChannel money,
            KeyRanges bought,
            HeldKeys held,
            long firstSlice) {
        this.price = price;
        this.money = money;
        this.bought = bought;
        this.held = held;
        this.have = held.skip(firstSlice);
        this.begin = have;
        this.tryCount = money != null && hasForgotten() ? price.slices() : 0;
    }

    /** More was spent on keys than those that are known cost: a lost state has bought others. */
    private boolean hasForgotten() {
        Amount known = Amount.ZERO;
        for (long at = bought.nextBought(-1); at < price.slices(); at = bought.nextBought(at))
            known = known.plus(price.creatorShare(at, bought.boughtEnd(at) - at));
        return bought.spent().compareTo(known) > 0;
    }

    /** First slice whose key is not here. */
    public long have() {
        return have;
    }

    /** What the key of a slice costs: nothing when it was bought, or is held by a grant. */
    long cost(long index) {
        return held.has(index) || isBought(index) ? 0 : share(index);
    }

    private boolean isBought(long index) {
        return bought.boughtEnd(index) > index;
    }

    private long share(long index) {
        return price.terms().creatorShare(price.bytesOf(index));
    }

    /** Whether keys are asked for without a payment first: a lost state may have bought them. */
    public boolean triesForNothing() {
        return tryCount > 0;
    }

    /** The slice will be played, so its key will be bought. */
    public void claimed(long index) {
        awaited = awaited.plus(cost(index));
    }

    /** What is newly spent on keys, with those that will be bought for claimed slices. */
    public Amount outlay() {
        return money == null ? Amount.ZERO : money.outlay(awaited);
    }

    /** What of it is agreed to already. */
    Amount signedOutlay() {
        return money == null ? Amount.ZERO : money.outlay(Amount.ZERO);
    }

    public void ready(Amount accepted) {
        ready = true;
        wait.end();
        askedCount = 0;
        if (money != null && money.heal(accepted) && money.healedBeyondPromise())
            tryCount = price.slices();
    }

    void gone() {
        ready = false;
        wait.end();
        askedCount = 0;
    }

    /**
     * Nothing is asked for until the channel has been shown again, then or later. False when
     * nothing is asked for anyway, because the service does not take the channel.
     */
    boolean waitUntil(long ns) {
        if (!ready) return wait.isSet();
        ready = false;
        askedCount = 0;
        wait.until(ns);
        return true;
    }

    /** Once for each wait: it is over. */
    boolean hasWaited(long nowNs) {
        return wait.isOver(nowNs);
    }

    public int refused() {
        askedCount = 0;
        ready = false;
        return ++refusals;
    }

    /**
     * Takes a refusal of keys that were asked for without a payment: a lost state may have bought
     * them. False when they were paid for.
     */
    public boolean triedForNothing() {
        if (!trying) return false;
        tryCount = askedCount / 2;
        trying = false;
        askedCount = 0;
        return true;
    }

    /**
     * Keys are here and fit. They count whenever they come: also when the connection that they came
     * on was lost before they were heard of.
     */
    public void arrived(long first, long count) {
        if (first > have)
            throw new IllegalStateException("keys " + first + "+" + count + " before " + have);
        if (trying) given(first, count);
        trying = false;
        have = held.skip(Math.max(have, first + count));
        askedCount = 0;
        refusals = 0;
    }

    private void given(long first, long count) {
        awaited = awaited.minus(price.creatorShare(first, count));
        bought.given(first, count);
    }

    /** The key of a slice is here and fits its commitment; heard of any number of times. */
    public void fits(long index) {
        PayerChannel payer = money;
        if (payer != null) bought.received(index, i -> payer.verified(share(i)));
    }

    boolean canAsk(long end) {
        return ready && askedCount == 0 && have < end;
    }

    /** The next range to ask for, up to {@code wanted}; null when the window has no room now. */
    public @Nullable Ask ask(long wanted) {
        long end = Math.min(wanted, held.next(have));
        trying = false;
        if (isBought(have)) return again(Math.min(end, bought.boughtEnd(have)));
        long stop = Math.min(end, bought.nextBought(have));
        if (money == null) return note(have, stop - have, null);
        if (tryCount > 0) return tryForNothing(stop);
        long count = affordable(money, stop);
        if (count == 0) return sweep();
        long cost = price.creatorShare(have, count).toLongSaturated();
        if (cost == 0) return note(have, count, null);
        if (money.payInAdvance(cost, window(money)) instanceof Refused refused)
            return new Ask(have, count, null, refused);
        bought.buy(have, count);
        awaited = awaited.minus(Amount.of(cost));
        return note(have, count, money.nextCumulative());
    }

    /**
     * When there is no room to buy, keys that were paid for and never came are asked for, once,
     * also those before the first slice of this playback: else they would fill the window for good.
     */
    private @Nullable Ask sweep() {
        long first = bought.firstMissing(swept, begin);
        if (first >= begin || money == null) return null;
        swept = Math.min(begin, bought.boughtEnd(first));
        return note(first, swept - first, money.nextCumulative());
    }

    private Ask again(long end) {
        return note(have, end - have, money == null ? null : money.nextCumulative());
    }

    private Ask tryForNothing(long end) {
        trying = true;
        return note(have, Math.min(end - have, tryCount), null);
    }

    private Ask note(long first, long count, @Nullable Amount voucher) {
        askedCount = count;
        return new Ask(first, count, voucher, null);
    }

    /**
     * How many keys to buy now: nothing until half a window is free, so that a purchase, which
     * costs both sides a synced write, is for several slices and overlaps with the use of the last
     * one. When nothing is on its way that could free more, whatever there is room for; and one
     * that there is no room for, so that the refusal is told.
     */
    private long affordable(PayerChannel payer, long end) {
        long unit = price.terms().creatorShare(price.sliceBytes());
        if (unit == 0) return end - have;
        long window = window(payer);
        long room = (window - payer.exposure().toLongSaturated()) / unit;
        long worthwhile = bought.allReceived() ? 1 : Math.max(1, window / unit / 2);
        if (room < 1 && bought.allReceived()) return 1;
        return room >= Math.min(worthwhile, end - have) ? Math.min(end - have, room) : 0;
    }

    private long window(PayerChannel payer) {
        return PaymentWindow.of(price)
                .advanceBaseUnits(payer.nextCumulative(), price.terms(), price.sliceBytes());
    }

    /** What came of an attempt to ask. */
    public record Ask(
            long first, long count, @Nullable Amount voucher, @Nullable Refused refused) {}
}
