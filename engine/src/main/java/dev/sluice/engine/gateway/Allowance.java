package dev.sluice.engine.gateway;

import dev.sluice.payments.money.Amount;

/**
 * What a process may sign for all works together, in base units. Any thread; works are played one
 * at a time, and what one has spent is known before the next begins.
 */
public final class Allowance {
    /** More than there is. */
    public static final Amount NO_LIMIT = new Amount(-1, -1);

    private final Amount most;
    private Amount spent = Amount.ZERO;

    public Allowance(Amount most) {
        this.most = most;
    }

    /** The limit of a work for which so much may have been signed before this process began. */
    public synchronized Amount limit(Amount before) {
        return most.equals(NO_LIMIT) ? NO_LIMIT : before.plus(most.minusOrZero(spent));
    }

    /** A playback has brought the spend of its work from the one to the other. */
    public synchronized void spent(Amount before, Amount after) {
        spent = spent.plus(after.minusOrZero(before));
    }
}
