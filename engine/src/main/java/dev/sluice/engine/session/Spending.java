package dev.sluice.engine.session;

import dev.sluice.payments.money.Amount;

/**
 * A hard stop: what a session may spend. A slice's whole price is committed before it is asked for,
 * so that nothing signed later can overshoot by one unit. Owned by the session.
 */
public final class Spending {
    private final Amount limit;
    private Amount committed = Amount.ZERO;
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

    /** Commits what comes on top of the slices' prices, if the limit has room for it. */
    boolean commitExtra(Amount extra) {
        Amount next = committed.plus(extra);
        if (next.compareTo(limit) > 0) return false;
        committed = next;
        return true;
    }

    boolean exhausted() {
        return refusedPrice > 0;
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
