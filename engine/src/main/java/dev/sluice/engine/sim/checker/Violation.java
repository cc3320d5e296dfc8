package dev.sluice.engine.sim.checker;

/**
 * A promise that was broken.
 *
 * @param where the channel or node
 * @param expected what the promise allows
 * @param actual what was seen
 */
public record Violation(Invariant invariant, String where, String expected, String actual) {
    @Override
    public String toString() {
        return invariant
                + " ("
                + invariant.text()
                + "), "
                + where
                + ": expected "
                + expected
                + ", got "
                + actual;
    }
}
