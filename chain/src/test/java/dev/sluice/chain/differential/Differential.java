package dev.sluice.chain.differential;

import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;

/** Trials of random calls, each from a seed and from the same start; a failure names its seed. */
final class Differential implements AutoCloseable {
    static final int LONGEST = 100;

    private final Twin twin = new Twin();
    private long calls;
    private long taken;
    private long refused;
    private long rowsSkipped;
    private final Map<String, Long> reasons = new TreeMap<>();

    /** What the trials came to so far. */
    record Tally(
            long calls, long taken, long refused, long rowsSkipped, Map<String, Long> reasons) {}

    /** {@code SLUICE_SEED} replays one seed alone, for as long as the long run's trials are. */
    void trials(long firstSeed, int count, int callsEach) {
        String only = System.getenv("SLUICE_SEED");
        if (only != null) trial(Long.parseLong(only), Math.max(callsEach, LONGEST));
        else for (long seed = firstSeed; seed < firstSeed + count; seed++) trial(seed, callsEach);
    }

    void trial(long seed, int callsEach) {
        twin.reset();
        RandomCalls random = new RandomCalls(twin, new SplittableRandom(seed));
        for (int i = 1; i <= callsEach; i++) {
            Step step = random.next();
            String where = "SLUICE_SEED=" + seed + ", call " + i + ", " + step;
            try {
                count(twin.make(step));
                twin.compare(random.channels(), random.recipients(), where);
            } catch (RuntimeException | AssertionError failure) {
                throw new AssertionError(where + ": " + failure.getMessage(), failure);
            }
        }
    }

    private void count(Outcome outcome) {
        calls++;
        if (outcome.refusal().isEmpty()) taken++;
        else {
            refused++;
            reasons.merge(outcome.refusal(), 1L, Long::sum);
        }
        rowsSkipped += outcome.skipped().size();
        outcome.skipped().forEach(reason -> reasons.merge("row " + reason, 1L, Long::sum));
    }

    Tally tally() {
        return new Tally(calls, taken, refused, rowsSkipped, new TreeMap<>(reasons));
    }

    @Override
    public void close() {
        twin.close();
    }
}
