package dev.sluice.payments.rules;

/** The answer of a rule: go ahead, or the reason why not. */
public sealed interface Verdict permits Accepted, Refused {
    default boolean isAccepted() {
        return this instanceof Accepted;
    }
}
