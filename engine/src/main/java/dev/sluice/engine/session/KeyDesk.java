package dev.sluice.engine.session;

import dev.sluice.payments.money.Amount;
import dev.sluice.payments.rules.KeyRanges;
import dev.sluice.payments.rules.PayerChannel;
import dev.sluice.payments.rules.PaymentWindow;
import dev.sluice.payments.rules.Reason;
import dev.sluice.payments.rules.Refused;
import dev.sluice.payments.terms.WorkPrice;
import java.util.BitSet;
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
    private final BitSet came = new BitSet();
    private final BitSet wanted = new BitSet();
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
        this.have = firstMissing(firstSlice);
        this.tryCount = money != null && hasForgotten() ? price.slices() : 0;
    }

    /** More was spent on keys than those that are known cost: a lost state has bought others. */
    private boolean hasForgotten() {
        Amount known = Amount.ZERO;
        for (long at = bought.nextBought(-1); at < price.slices(); at = bought.nextBought(at))
            known = known.plus(price.creatorShare(at, bought.boughtEnd(at) - at));
        return bought.spent().compareTo(known) > 0;
    }

    /** From where the player is, the first slice whose key is not here. */
    public long have() {
        return have;
    }

    /** Whether the slice's key is here. */
    boolean has(long index) {
        return came.get(Math.toIntExact(index)) || held.has(index);
    }

    private long firstMissing(long from) {
        long at = from;
        while (true) {
            long next = came.nextClearBit(Math.toIntExact(held.skip(at)));
            if (next == at) return at;
            at = next;
        }
    }

    /** The player goes on from another slice; an answer that is awaited still counts. */
    void seek(long first) {
        have = firstMissing(first);
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
        long cost = cost(index);
        if (cost == 0 || wanted.get(Math.toIntExact(index))) return;
        wanted.set(Math.toIntExact(index));
        awaited = awaited.plus(cost);
    }

    /** The slice will not be played after all. */
    void unclaimed(long index) {
        awaitNoMore(index, index + 1);
    }

    private void awaitNoMore(long first, long end) {
        for (int at = wanted.nextSetBit(Math.toIntExact(first));
                at >= 0 && at < end;
                at = wanted.nextSetBit(at + 1)) {
            wanted.clear(at);
            awaited = awaited.minus(Amount.of(share(at)));
        }
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
        swept = 0;
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
        if (trying) given(first, count);
        trying = false;
        came.set(Math.toIntExact(first), Math.toIntExact(first + count));
        have = firstMissing(have);
        askedCount = 0;
        refusals = 0;
    }

    private void given(long first, long count) {
        awaitNoMore(first, first + count);
        bought.given(first, count);
    }

    /** The key of a slice is here and fits its commitment; heard of any number of times. */
    public void fits(long index) {
        PayerChannel payer = money;
        if (payer != null) bought.received(index, i -> payer.verified(share(i)));
    }

    /** The service takes the channel. */
    boolean isReady() {
        return ready;
    }

    /** An answer is awaited. */
    boolean isAsking() {
        return ready && askedCount > 0;
    }

    /**
     * Whether to ask now for keys up to {@code end}, for a player that has all before {@code
     * delivered}.
     */
    boolean canAsk(long end, long delivered) {
        return ready && askedCount == 0 && have < end && !canWait(end, delivered);
    }

    /**
     * A purchase costs both sides a signature and a synced write. So the next one waits until it
     * fills a window, as long as the player has the keys of a window ahead of it.
     */
    private boolean canWait(long end, long delivered) {
        long unit = price.terms().creatorShare(price.sliceBytes());
        if (money == null || unit == 0 || tryCount > 0 || isBought(have)) return false;
        long whole = window(money) / unit;
        return have - delivered >= whole && end - have < whole;
    }

    /** The next range to ask for, up to {@code claimed}; null when the window has no room now. */
    public @Nullable Ask ask(long claimed) {
        long end = Math.min(claimed, Math.min(held.next(have), nextCame(have)));
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
        awaitNoMore(have, have + count);
        return note(have, count, money.nextCumulative());
    }

    /**
     * When there is no room to buy, keys that were paid for and never came are asked for, once,
     * wherever they are: else they would fill the window for good.
     */
    private @Nullable Ask sweep() {
        if (money == null) return null;
        long first = bought.firstMissing(swept, price.slices());
        while (first < price.slices() && has(first))
            first = bought.firstMissing(firstMissing(first), price.slices());
        if (first >= price.slices()) return null;
        swept = Math.min(bought.boughtEnd(first), nextCame(first));
        return note(first, swept - first, money.nextCumulative());
    }

    private long nextCame(long index) {
        int next = came.nextSetBit(Math.toIntExact(index));
        return next < 0 ? Long.MAX_VALUE : next;
    }

    /**
     * A slice whose key is bought and here, and was not seen to fit, because its hash page is not;
     * -1 when there is none. Such keys fill the window when the player goes elsewhere too early.
     */
    long unfit() {
        long first = bought.firstMissing(0, price.slices());
        return first < price.slices() && came.get(Math.toIntExact(first)) ? first : -1;
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
    public record Ask(long first, long count, @Nullable Amount voucher, @Nullable Refused refused) {
        /** What the refusal is to a session. */
        Effects.Failure.Kind failure() {
            return refused != null && refused.reason() == Reason.EXPOSURE_LIMIT
                    ? Effects.Failure.Kind.KEYS_OWED
                    : Effects.Failure.Kind.PAYMENT;
        }
    }
}
