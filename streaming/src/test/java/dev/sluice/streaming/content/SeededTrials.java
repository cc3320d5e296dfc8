package dev.sluice.streaming.content;

import java.util.Random;

/**
 * Repeats a test under many seeds. A failure names its seed; {@code SLUICE_SEED=17} in the
 * environment replays that one alone.
 */
public final class SeededTrials {
    private SeededTrials() {}

    /** One run of a test, a function of its random numbers alone. */
    @FunctionalInterface
    public interface Trial {
        void run(Random random) throws Exception;
    }

    public static void run(int trials, Trial trial) {
        String only = System.getenv("SLUICE_SEED");
        if (only != null) runOne(Long.parseLong(only), trial);
        else for (long seed = 1; seed <= trials; seed++) runOne(seed, trial);
    }

    private static void runOne(long seed, Trial trial) {
        try {
            trial.run(new Random(seed));
        } catch (Exception | AssertionError e) {
            throw new AssertionError("failed under SLUICE_SEED=" + seed + ": " + e.getMessage(), e);
        }
    }
}
