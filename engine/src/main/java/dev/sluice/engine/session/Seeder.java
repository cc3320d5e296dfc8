package dev.sluice.engine.session;

import dev.sluice.engine.scheduler.Asks;
import dev.sluice.payments.money.Amount;
import dev.sluice.payments.rules.PayerChannel;
import dev.sluice.payments.rules.PaymentWindow;
import dev.sluice.payments.rules.Refused;
import dev.sluice.payments.rules.Verdict;
import dev.sluice.payments.terms.WorkPrice;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/**
 * One seeder as the session sees it: what was asked of it, what it is owed, how far its credit
 * reaches.
 *
 * <p>It mirrors the seeder's own count of what it served, so that a request that would be refused
 * is not sent. Owned by the session.
 */
public final class Seeder {
    /** Slices under way to one seeder when credit sets no lower bound. */
    static final int MAX_IN_FLIGHT = 16;

    private final int peer;
    private final WorkPrice price;
    private final @Nullable PayerChannel money;
    private final BitSet pagesAsked = new BitSet();
    private final long[] underWay = new long[MAX_IN_FLIGHT];
    private final boolean[] bringsPage = new boolean[MAX_IN_FLIGHT];
    private final boolean[] cancelled = new boolean[MAX_IN_FLIGHT];
    private Amount requested = Amount.ZERO;
    private Amount shown;
    private Amount acknowledged;
    private long owed;
    private int inFlight;
    private int refusals;
    private boolean ready;
    private boolean shownSinceAsked;
    private final Wait wait = new Wait();
    private @Nullable String droppedBecause;

    /** {@code money} is null for bytes that cost nothing. */
    public Seeder(int peer, WorkPrice price, @Nullable PayerChannel money) {
        this.peer = peer;
        this.price = price;
        this.money = money;
        this.shown = money == null ? Amount.ZERO : money.nextCumulative();
        this.acknowledged = shown;
    }

    public int peer() {
        return peer;
    }

    boolean usable() {
        return ready && droppedBecause == null;
    }

    boolean dropped() {
        return droppedBecause != null;
    }

    @Nullable String droppedBecause() {
        return droppedBecause;
    }

    boolean isUnderWay(long index) {
        return indexOf(index) >= 0;
    }

    int inFlight() {
        return inFlight;
    }

    /** Connected, and it showed what it holds. */
    void ready(Amount accepted, Amount served) {
        ready = true;
        shownSinceAsked = true;
        wait.end();
        requested = served;
        shown = accepted;
        acknowledged = accepted;
        if (money != null) money.heal(accepted);
    }

    void gone() {
        wait.end();
        forgetRequests();
    }

    /** Nothing is asked of it until it has been shown the channel again, then or later. */
    void waitUntil(long ns) {
        forgetRequests();
        wait.until(ns);
    }

    /** Once for each wait: it is over. */
    boolean hasWaited(long nowNs) {
        return wait.isOver(nowNs) && !dropped();
    }

    void drop(String why) {
        droppedBecause = why;
        forgetRequests();
    }

    /** Counts one more refusal in a row. */
    int refused() {
        forgetRequests();
        return ++refusals;
    }

    /** An answer came; false when none was awaited, because the connection was lost meanwhile. */
    boolean answered(long index) {
        int at = indexOf(index);
        if (at < 0) return false;
        inFlight--;
        System.arraycopy(underWay, at + 1, underWay, at, inFlight - at);
        System.arraycopy(bringsPage, at + 1, bringsPage, at, inFlight - at);
        System.arraycopy(cancelled, at + 1, cancelled, at, inFlight - at);
        return true;
    }

    private int indexOf(long index) {
        for (int i = 0; i < inFlight; i++) if (underWay[i] == index) return i;
        return -1;
    }

    /**
     * The answer is not wanted any more; true when the seeder must be told. It goes on counting as
     * under way until it is answered, one way or the other: only then is it known what is charged.
     */
    boolean cancel(long index, boolean pageIsHere) {
        int at = indexOf(index);
        if (at < 0 || cancelled[at] || (bringsPage[at] && !pageIsHere)) return false;
        cancelled[at] = true;
        return true;
    }

    /** No answer is wanted any more. */
    void takeBack(Asks asks) {
        for (int i = 0; i < inFlight; i++) asks.cancel(peer, underWay[i]);
    }

    /** Whether the seeder was told that the answer is not wanted. */
    boolean isCancelled(long index) {
        int at = indexOf(index);
        return at >= 0 && cancelled[at];
    }

    /** It has taken the request back: nothing was charged; a voucher on it counts. */
    void takenBack(long fee, int page) {
        pagesAsked.clear(page);
        requested = requested.minusOrZero(Amount.of(fee));
    }

    /**
     * It has not got a slice of that fee: nothing was charged, no page came, and a voucher that
     * rode on the request was not looked at.
     */
    void notHeld(long fee, int page) {
        pagesAsked.clear(page);
        requested = requested.minusOrZero(Amount.of(fee));
        shown = acknowledged;
    }

    /** Whether it could ever be paid such a fee. */
    boolean canBePaid(long fee) {
        return !dropped() && (fee == 0 || money != null);
    }

    void verified(long fee) {
        refusals = 0;
        owed = Math.addExact(owed, fee);
    }

    /**
     * Whether a request for a slice of this fee would be served, now or with all that is owed paid,
     * if that is worth a voucher.
     *
     * @param busyWith so many slices under way keep it at work until a voucher is accepted
     */
    boolean canAsk(long fee, int busyWith) {
        if (!usable() || inFlight >= MAX_IN_FLIGHT) return false;
        if (fee == 0) return true;
        if (money == null) return false;
        return covers(fee, shown)
                || (isWorthPaying(money, busyWith) && covers(fee, payable(money)));
    }

    /**
     * A voucher costs both sides a signature and the seeder a synced write. So when credit is what
     * limits, the next one waits until it pays for several slices, and for as many as it can while
     * the seeder stays at work; unless nothing is on its way that could be paid with it.
     */
    private boolean isWorthPaying(PayerChannel payer, int busyWith) {
        if (inFlight == 0) return true;
        long window = window(shown);
        long unpaid = unpaid(payer);
        return unpaid >= (inFlight <= busyWith ? window / 4 : window - window / 4);
    }

    private long unpaid(PayerChannel payer) {
        return payable(payer).minusOrZero(shown).toLongSaturated();
    }

    /** What the next voucher could carry. */
    private Amount payable(PayerChannel payer) {
        return payer.nextCumulative().plus(owed);
    }

    /** What is newly spent on this seeder, with what it is owed. */
    Amount outlay() {
        return outlay(Amount.ZERO);
    }

    /** What of it is agreed to already. */
    Amount signedOutlay() {
        return money == null ? Amount.ZERO : money.outlay(Amount.ZERO);
    }

    private Amount outlay(Amount more) {
        if (money == null) return Amount.ZERO;
        return money.outlay(dropped() ? more : more.plus(owed));
    }

    /** By how much paying for a loss would raise that. */
    Amount outlayOf(Amount lost) {
        return outlay(lost).minus(outlay());
    }

    private boolean covers(long fee, Amount paid) {
        Amount limit = paid.plus(window(paid));
        return requested.plus(fee).compareTo(limit) <= 0;
    }

    /** Notes the request; answers the voucher to send along, or none while the credit is ample. */
    Ask ask(long index, long fee) {
        Amount voucher = null;
        if (money != null && fee > 0 && voucherDue(fee, money)) {
            if (payOwed(money) instanceof Refused refused) return new Ask(null, refused);
            voucher = money.nextCumulative();
            shown = voucher;
        }
        requested = requested.plus(fee);
        shownSinceAsked = false;
        cancelled[inFlight] = false;
        bringsPage[inFlight] = false;
        underWay[inFlight++] = index;
        return new Ask(voucher, null);
    }

    /**
     * Whether the request that was just made must ask for the hash page of its slice, which is not
     * here: the first one to each seeder, so that no seeder's slices wait for another's page, and
     * every late one.
     */
    boolean askPage(int page, boolean late) {
        boolean asks = late || !pagesAsked.get(page);
        pagesAsked.set(page);
        bringsPage[inFlight - 1] = asks;
        return asks;
    }

    /** It was asked for the page, and the answer may still come. */
    boolean wasAskedPage(int page) {
        return usable() && pagesAsked.get(page);
    }

    private void forgetRequests() {
        ready = false;
        inFlight = 0;
        pagesAsked.clear();
    }

    private Verdict payOwed(PayerChannel payer) {
        Verdict payment = payer.payVerified(owed);
        if (payment.isAccepted()) owed = 0;
        return payment;
    }

    private long window(Amount paid) {
        return PaymentWindow.of(price).creditBaseUnits(paid, price.terms(), price.sliceBytes());
    }

    /**
     * A voucher is due when the next request needs it. Unpaid is also what was signed before and
     * never reached the seeder.
     */
    private boolean voucherDue(long fee, PayerChannel payer) {
        return unpaid(payer) > 0 && !covers(fee, shown);
    }

    /** What came of an attempt to ask. */
    record Ask(@Nullable Amount voucher, @Nullable Refused refused) {}

    /**
     * Credit is used up and nothing is under way that could free it: a lost answer stands between.
     */
    boolean stuck(long fee) {
        return usable() && inFlight == 0 && fee > 0 && money != null && !canAsk(fee, 0);
    }

    /**
     * Before a loss is paid for, the seeder says once more what it counts: it may have taken back
     * since what it never sent. False when it has just said so.
     */
    boolean mustShow() {
        if (shownSinceAsked) return false;
        forgetRequests();
        return true;
    }

    /**
     * What must be paid for answers that never arrived, so that one more request is served: the
     * payment widens the window too, which makes it less.
     */
    Amount lacking(long fee) {
        if (money == null) return Amount.ZERO;
        Amount needed =
                PaymentWindow.of(price)
                        .leastPaid(requested.plus(fee), price.terms(), price.sliceBytes());
        return needed.minusOrZero(payable(money));
    }

    /**
     * Pays that, with the next voucher, as far as one window allows (I3): the window that the
     * voucher itself opens, as the seeder will count it.
     */
    boolean writeOff(Amount lacking) {
        return money != null
                && money.writeOff(lacking, window(payable(money).plus(lacking))).isAccepted();
    }

    /**
     * The voucher that pays all that is owed, or null when the seeder holds it already; one that
     * lied gets no more.
     */
    @Nullable Amount payRest() {
        if (money == null || dropped()) return null;
        if (payOwed(money) instanceof Refused) return null;
        Amount all = money.nextCumulative();
        return all.compareTo(acknowledged) > 0 ? all : null;
    }

    void acknowledged(Amount accepted) {
        acknowledged = Amount.max(acknowledged, accepted);
    }

    boolean owes() {
        return owed > 0 && money != null && !dropped();
    }

    /** Connected, and something is on its way to it or from it. */
    boolean isWorthWaitingFor() {
        if (!usable() || money == null) return false;
        return inFlight > 0 || acknowledged.compareTo(money.nextCumulative()) < 0;
    }

    /** All that was signed is on the seeder's disk, and nothing more is owed. */
    boolean settled() {
        return money == null || (owed == 0 && acknowledged.compareTo(money.nextCumulative()) >= 0);
    }
}
