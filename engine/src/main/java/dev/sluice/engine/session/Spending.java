package dev.sluice.engine.session;

import dev.sluice.payments.money.Amount;

/**
 * A hard stop: what may be spent on a work in all. A slice's whole price must fit before it is
 * asked for, so that nothing signed later can overshoot by one unit. Owned by the session.
 */
public final class Spending {
    private final Amount limit;
    private final Amount before;
    private Amount refusedLoss = Amount.ZERO;
    private Amount outlay = Amount.ZERO;
    private long refusedPrice;

    public Spending(Amount limit) {
        this(limit, Amount.ZERO);
    }

    /** {@code before} may have been signed for the work already. */
    public Spending(Amount limit, Amount before) {
        this.limit = limit;
        this.before = before;
    }

    /**
     * Whether a slice of that price can be asked for.
     *
     * @param outlay what the session has agreed to, owes and has asked for
     */
    boolean allows(Amount outlay, long price) {
        this.outlay = outlay;
        boolean fits = fits(outlay.plus(price));
        refusedPrice = fits ? 0 : price;
        return fits;
    }

    /** Whether answers that never arrived can be paid for, which brings the outlay up to that. */
    boolean allowsLoss(Amount outlay, Amount lost) {
        this.outlay = outlay;
        if (fits(outlay.plus(lost))) return true;
        refusedLoss = lost;
        return false;
    }

    /** Whether the outlay, which may have turned out to be more than was known, fits. */
    boolean holds(Amount outlay) {
        this.outlay = outlay;
        return fits(outlay);
    }

    /** Whether there is room for that beside the outlay. */
    boolean leaves(Amount outlay, Amount more) {
        return fits(outlay.plus(more));
    }

    private boolean fits(Amount outlay) {
        return before.plus(outlay).compareTo(limit) <= 0;
    }

    /** Whether a loss could not be paid for. */
    boolean refusedLoss() {
        return !refusedLoss.isZero();
    }

    /** Other slices are wanted: what was refused before does not matter. */
    void again() {
        refusedPrice = 0;
    }

    boolean exhausted() {
        return refusedPrice > 0;
    }

    String describeLoss() {
        return describe("slices that did not arrive cost " + refusedLoss);
    }

    String describe() {
        return describe(
                refusedPrice == 0
                        ? "a payee has proven more than was known here"
                        : "the next slice costs " + refusedPrice);
    }

    private String describe(String next) {
        String earlier = before.isZero() ? "" : " (" + before + " of it before)";
        return "spent "
                + before.plus(outlay)
                + earlier
                + " of at most "
                + limit
                + " base units; "
                + next;
    }
}
