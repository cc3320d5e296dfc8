package dev.sluice.payments.rules;

import dev.sluice.payments.money.Amount;

/**
 * The most that a user will spend, and what is spent of it: a hard stop over all channels, never
 * passed by one unit.
 *
 * @param limit base units
 * @param spent base units, at most the limit
 */
public record Budget(Amount limit, Amount spent) {
    public Budget {
        if (spent.compareTo(limit) > 0)
            throw new IllegalArgumentException("spent " + spent + " of a budget of " + limit);
    }

    public static Budget of(Amount limit) {
        return new Budget(limit, Amount.ZERO);
    }

    public Amount left() {
        return limit.minus(spent);
    }

    /** Whether a payment is still within the budget; asked before it is agreed to. */
    public Verdict check(Amount price) {
        return price.compareTo(left()) <= 0
                ? Accepted.YES
                : Refused.above(Reason.BUDGET_REACHED, left(), price);
    }

    /**
     * The budget after a payment.
     *
     * @throws IllegalArgumentException when {@link #check} would have refused it
     */
    public Budget spend(Amount price) {
        return new Budget(limit, spent.plus(price));
    }
}
