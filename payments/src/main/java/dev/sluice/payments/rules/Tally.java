package dev.sluice.payments.rules;

import dev.sluice.payments.money.Amount;

/**
 * A running 128-bit sum of base units that is changed in place: what a field on the hot path needs
 * instead of {@link Amount}.
 *
 * <p>Threads: belongs to the owner of the channel that it is part of.
 */
final class Tally {
    private long high;
    private long low;

    void set(Amount amount) {
        high = amount.high();
        low = amount.low();
    }

    Amount get() {
        return new Amount(high, low);
    }

    /** Adds a part that {@link #fits} allowed, so it cannot overflow. */
    void add(long baseUnits) {
        low += baseUnits;
        if (Long.compareUnsigned(low, baseUnits) < 0) high++;
    }

    /** Takes off a part of what it is; false, and nothing changes, when it is less. */
    boolean take(long baseUnits) {
        if (high == 0 && Long.compareUnsigned(low, baseUnits) < 0) return false;
        if (Long.compareUnsigned(low, baseUnits) < 0) high--;
        low -= baseUnits;
        return true;
    }

    /** True when this + more ≤ limit + credit; exact for all values, and allocates nothing. */
    boolean fits(long more, Amount limit, long credit) {
        long growth = more - credit;
        boolean above = compareTo(limit) > 0;
        if (growth >= 0) return !above && isAtMost(growth, limit.high(), limit.low(), high, low);
        return !above || !isAtMost(1 - growth, high, low, limit.high(), limit.low());
    }

    /** True when gap ≤ (a - b) as unsigned 128-bit numbers with a ≥ b. */
    private static boolean isAtMost(long gap, long aHigh, long aLow, long bHigh, long bLow) {
        long borrow = Long.compareUnsigned(aLow, bLow) < 0 ? 1 : 0;
        return aHigh - bHigh - borrow != 0 || Long.compareUnsigned(gap, aLow - bLow) <= 0;
    }

    /** this + more - (limit + credit), which must be positive. */
    Amount missing(long more, Amount limit, long credit) {
        Amount sum = get().plus(more);
        return sum.minus(limit).minus(Amount.of(credit));
    }

    private int compareTo(Amount other) {
        int upper = Long.compareUnsigned(high, other.high());
        return upper != 0 ? upper : Long.compareUnsigned(low, other.low());
    }
}
