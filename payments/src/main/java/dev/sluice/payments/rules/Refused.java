package dev.sluice.payments.rules;

import dev.sluice.payments.money.Amount;

/**
 * No, with the two values that disagree.
 *
 * @param reason stable name of the rule
 * @param expected what the rule wants
 * @param actual what it met
 * @param missing base units that would have made it acceptable; zero when money is not the point
 */
public record Refused(Reason reason, String expected, String actual, Amount missing)
        implements Verdict {
    static Refused of(Reason reason, Object expected, Object actual) {
        return new Refused(reason, String.valueOf(expected), String.valueOf(actual), Amount.ZERO);
    }

    static Refused above(Reason reason, Amount limit, Amount actual) {
        return new Refused(reason, "at most " + limit, actual.toString(), actual.minus(limit));
    }

    static Refused below(Reason reason, Amount least, Amount actual) {
        return new Refused(reason, "at least " + least, actual.toString(), least.minus(actual));
    }

    /** For counts that are not money. */
    static Refused below(Reason reason, long least, long actual) {
        return of(reason, "at least " + least, actual);
    }

    /** One line: reason, both values, and what is missing. */
    @Override
    public String toString() {
        String numbers = reason + ": expected " + expected + ", got " + actual;
        return missing.isZero() ? numbers : numbers + ", missing " + missing;
    }
}
