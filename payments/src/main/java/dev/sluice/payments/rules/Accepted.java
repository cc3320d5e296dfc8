package dev.sluice.payments.rules;

/** Go ahead. Constants, so that the covered path allocates nothing. */
public enum Accepted implements Verdict {
    YES,
    /** Nothing new: the same cumulative amount was accepted before; give the same answer again. */
    REPEAT
}
