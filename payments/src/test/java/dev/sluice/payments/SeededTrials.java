package dev.sluice.payments;

import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Runs a property under many seeds. A failure names its seed; the environment variable {@code
 * SLUICE_SEED} then replays that one alone.
 */
public final class SeededTrials {
    private static final String VARIABLE = "SLUICE_SEED";

    /** One trial, which asserts what must hold. */
    @FunctionalInterface
    public interface Trial {
        void run(RandomGenerator random) throws Exception;
    }

    private SeededTrials() {}

    public static void run(int trials, Trial trial) {
        run(trials, System.getenv(VARIABLE), trial);
    }

    static void run(int trials, @Nullable String only, Trial trial) {
        if (only != null) runOne(Long.parseLong(only), trial);
        else for (long seed = 0; seed < trials; seed++) runOne(seed, trial);
    }

    private static void runOne(long seed, Trial trial) {
        try {
            trial.run(new SplittableRandom(seed));
        } catch (Exception | AssertionError failure) {
            throw new AssertionError(VARIABLE + "=" + seed + ": " + failure, failure);
        }
    }

    /** A number whose length in bits is as random as its value, so that small ones occur too. */
    public static long positive(RandomGenerator random) {
        return random.nextLong() >>> 1 >>> random.nextInt(63);
    }
}
