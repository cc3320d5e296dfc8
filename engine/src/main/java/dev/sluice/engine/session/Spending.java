package dev.sluice.engine.session;

import dev.sluice.payments.money.Amount;

/**
 * A hard stop: what a session may spend. A slice's whole price is committed before it is asked for,
 * so that nothing signed later can overshoot by one unit. Owned by the session.
 */
public final class Spending {
    private final Amount limit;
    private Amount committed = Amount.ZERO;
    private Amount refusedLoss = Amount.ZERO;
    private long refusedPrice;

    public Spending(Amount limit) {
        this.limit = limit;
    }

    /** Commits the price, or refuses because it would pass the limit. */
    boolean commit(long price) {
        Amount next = committed.plus(price);
        if (next.compareTo(limit) > 0) {
            refusedPrice = price;
            return false;
        }
        committed = next;
        return true;
    }

    /** Commits what is paid for answers that never arrived, or refuses as above. */
    boolean commitLoss(Amount lost) {
        Amount next = committed.plus(lost);
        if (next.compareTo(limit) > 0) {
            refusedLoss = lost;
            return false;
        }
        committed = next;
        return true;
    }

    /** Whether a loss could not be paid for. */
    boolean refusedLoss() {
        return !refusedLoss.isZero();
    }

    boolean exhausted() {
        return refusedPrice > 0;
    }

    String describeLoss() {
        return "spent "
                + committed
                + " of at most "
                + limit
                + " base units; slices that did not arrive cost "
                + refusedLoss;
    }

    String describe() {
        return "spent "
                + committed
                + " of at most "
                + limit
                + " base units; the next slice costs "
                + refusedPrice;
    }
}
