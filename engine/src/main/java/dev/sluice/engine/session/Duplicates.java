package dev.sluice.engine.session;

import dev.sluice.payments.money.Amount;
import dev.sluice.payments.terms.WorkPrice;

/**
 * Slices that two seeders brought and were both paid for, since the second had begun to send before
 * it could be told that nobody waits for it: what a race or a hedge costs beyond the price of the
 * work.
 *
 * @param slices how many came a second time
 * @param fees what these second ones cost, base units
 */
public record Duplicates(long slices, Amount fees) {
    public static final Duplicates NONE = new Duplicates(0, Amount.ZERO);

    private static final long LEAST = 2;
    private static final long SLICES_FOR_EACH = 20;

    /** So many at most in one session: one for each twenty slices of the work, and two at least. */
    public static long most(WorkPrice price) {
        return Math.max(LEAST, price.slices() / SLICES_FOR_EACH);
    }

    /** What they cost at most, beside the price of the work. */
    public static Amount mostFees(WorkPrice price) {
        return Amount.of(price.terms().seederFee(price.bytesOf(0))).times(most(price));
    }

    Duplicates plus(long fee) {
        return new Duplicates(slices + 1, fees.plus(fee));
    }
}
