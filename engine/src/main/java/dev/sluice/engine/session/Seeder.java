package dev.sluice.engine.session;

import dev.sluice.payments.money.Amount;
import dev.sluice.payments.rules.Accepted;
import dev.sluice.payments.rules.PayerChannel;
import dev.sluice.payments.rules.PaymentWindow;
import dev.sluice.payments.rules.Refused;
import dev.sluice.payments.rules.Verdict;
import dev.sluice.payments.terms.WorkPrice;
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
    private Amount requested = Amount.ZERO;
    private long owed;
    private int inFlight;
    private long slicesVerified;
    private int refusals;
    private boolean ready;
    private Amount acknowledged = Amount.ZERO;
    private @Nullable String droppedBecause;

    /** {@code money} is null for bytes that cost nothing. */
    public Seeder(int peer, WorkPrice price, @Nullable PayerChannel money) {
        this.peer = peer;
        this.price = price;
        this.money = money;
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

    int inFlight() {
        return inFlight;
    }

    long slicesVerified() {
        return slicesVerified;
    }

    /** Connected, and it showed what it holds. */
    void ready(Amount accepted, Amount served) {
        ready = true;
        requested = served;
        acknowledged(accepted);
        if (money != null) money.heal(accepted);
    }

    void gone() {
        ready = false;
        inFlight = 0;
    }

    void drop(String why) {
        droppedBecause = why;
        ready = false;
        inFlight = 0;
    }

    /** Counts one more refusal in a row. */
    int refused() {
        ready = false;
        inFlight = 0;
        return ++refusals;
    }

    void lost() {
        if (inFlight > 0) inFlight--;
    }

    void verified(long fee) {
        lost();
        refusals = 0;
        slicesVerified++;
        owed = Math.addExact(owed, fee);
    }

    /**
     * Whether a request for a slice of this fee would be served, now or with all that is owed paid.
     */
    boolean canAsk(long fee) {
        if (!usable() || inFlight >= MAX_IN_FLIGHT) return false;
        if (fee == 0) return true;
        if (money == null) return false;
        return covers(fee, money.nextCumulative())
                || (owed > 0 && covers(fee, money.nextCumulative().plus(owed)));
    }

    private boolean covers(long fee, Amount paid) {
        Amount limit = paid.plus(window(paid));
        return requested.plus(fee).compareTo(limit) <= 0;
    }

    /** Notes the request; answers the voucher to send along, or none while the credit is ample. */
    Ask ask(long fee) {
        Verdict payment = Accepted.YES;
        Amount voucher = null;
        if (money != null && fee > 0 && voucherDue(fee)) {
            payment = money.payVerified(owed);
            if (payment instanceof Refused refused) return new Ask(null, refused);
            owed = 0;
            voucher = money.nextCumulative();
        }
        requested = requested.plus(fee);
        inFlight++;
        return new Ask(voucher, null);
    }

    private long window(Amount paid) {
        return PaymentWindow.DEFAULT.creditBaseUnits(paid, price.terms(), price.sliceBytes());
    }

    /** A voucher is due when a quarter of the window is owed, or when the next request needs it. */
    private boolean voucherDue(long fee) {
        if (owed == 0 || money == null) return false;
        return 4 * owed >= window(money.nextCumulative()) || !covers(fee, money.nextCumulative());
    }

    /** What came of an attempt to ask. */
    record Ask(@Nullable Amount voucher, @Nullable Refused refused) {}

    /**
     * Credit is used up and nothing is under way that could free it: a lost answer stands between.
     */
    boolean stuck(long fee) {
        return usable() && inFlight == 0 && fee > 0 && money != null && !canAsk(fee);
    }

    /** What the seeder would have to be paid before it serves a slice of this fee. */
    Amount missing(long fee) {
        if (money == null) return Amount.ZERO;
        Amount paid = money.nextCumulative();
        return requested.plus(fee).minusOrZero(paid.plus(window(paid)));
    }

    /** Pays for what was served and never arrived, as far as one window allows (I3). */
    boolean writeOff(long fee) {
        if (money == null) return false;
        long window = window(money.nextCumulative());
        return money.writeOff(missing(fee), window) instanceof Accepted;
    }

    /**
     * The voucher that pays all that is owed, or null when nothing is; a seeder that lied gets no
     * more.
     */
    @Nullable Amount payRest() {
        if (money == null || owed == 0 || dropped()) return null;
        if (money.payVerified(owed) instanceof Refused) return null;
        owed = 0;
        return money.nextCumulative();
    }

    void acknowledged(Amount accepted) {
        acknowledged = Amount.max(acknowledged, accepted);
    }

    /** All that was signed is on the seeder's disk, and nothing more is owed. */
    boolean settled() {
        return money == null || (owed == 0 && acknowledged.compareTo(money.nextCumulative()) >= 0);
    }
}
