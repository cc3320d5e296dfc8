package dev.sluice.chain.differential;

import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/**
 * The Java model and the bytecode do the same, call by call (F5): refusals with their names,
 * events, channels, free deposits, credits and balances, in coin and in a token. {@link
 * DifferentialRun} is the long run.
 */
final class DifferentialTest {
    private static final int TRIALS = 10;
    private static final int CALLS = 50;

    /** Opens, among eight channels, one that was drawn before and never opened, and a new one. */
    private static final long OPENS_AN_OLD_ONE = 1_057;

    @Test
    void modelAndBytecodeAgreeOnEveryCall() {
        try (Differential run = new Differential()) {
            run.trials(0, TRIALS, CALLS);
            run.trial(OPENS_AN_OLD_ONE, Differential.LONGEST);
            assertTrue(run.tally().taken() > run.tally().calls() / 4, run.tally().toString());
            assertTrue(run.tally().refused() > run.tally().calls() / 10, run.tally().toString());
        }
    }
}
