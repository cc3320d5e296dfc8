package dev.sluice.poc.crypto;

import java.lang.management.CompilationMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Arrays;

/**
 * Times calls of a method that is warm: rounds of a fixed length, of which the median counts. All
 * times are processor time of this one thread, so that others on the machine disturb less: it is
 * warm when it has run for a while and nothing was compiled for half as long. Owned by one thread.
 */
final class Rounds {
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
    private static final CompilationMXBean COMPILER = ManagementFactory.getCompilationMXBean();
    private static final long BATCH_NS = 500_000;
    private static final long MOST_CALLS = 1 << 20;

    /** Times the warm-up: what is compiled again and again must end too. */
    private static final long LONGEST = 12;

    private final long warmUpNs;
    private final long roundNs;
    private final int rounds;
    private int sink;

    private Rounds(long warmUpMs, long roundMs, int rounds) {
        this.warmUpNs = warmUpMs * 1_000_000;
        this.roundNs = roundMs * 1_000_000;
        this.rounds = rounds;
    }

    /** A call of what is timed; it returns something of its result, so that none is left out. */
    interface Work {
        int run() throws Exception;
    }

    /** How many times as fast as the other, round by round beside each other. */
    record Faster(double median, double lowest, double highest) {}

    static Rounds full() {
        return new Rounds(250, 60, 5);
    }

    /** Only shows that all runs; its figures mean nothing. */
    static Rounds brief() {
        return new Rounds(5, 2, 3);
    }

    /** Processor time of one call: the median of the rounds. */
    double nanos(Work work) {
        long batch = warmUp(work);
        double[] took = new double[rounds];
        for (int i = 0; i < rounds; i++) took[i] = round(work, batch);
        return median(took);
    }

    double micros(Work work) {
        return nanos(work) / 1e3;
    }

    double megabytesPerSecond(Work work, int bytes) {
        return bytes * 1e3 / nanos(work);
    }

    /** The one against the other, a round of each in turn. */
    Faster faster(Work one, Work other) {
        long batch = warmUp(one);
        long otherBatch = warmUp(other);
        double[] times = new double[rounds + 2];
        for (int i = 0; i < times.length; i++) {
            double took = round(one, batch);
            times[i] = round(other, otherBatch) / took;
        }
        double median = median(times);
        return new Faster(median, times[0], times[times.length - 1]);
    }

    /** Runs until the compiler is quiet; how many calls fit between two looks at the clock. */
    private long warmUp(Work work) {
        long batch = 1;
        long startNs = cpuNs();
        long quietNs = startNs;
        long compiledMs = COMPILER.getTotalCompilationTime();
        long nowNs = startNs;
        while (nowNs - startNs < warmUpNs
                || (nowNs - quietNs < warmUpNs / 2 && nowNs - startNs < LONGEST * warmUpNs)) {
            long fromNs = nowNs;
            run(work, batch);
            nowNs = cpuNs();
            if (nowNs - fromNs < BATCH_NS / 2 && batch < MOST_CALLS) batch *= 2;
            long nowCompiledMs = COMPILER.getTotalCompilationTime();
            if (nowCompiledMs != compiledMs) quietNs = nowNs;
            compiledMs = nowCompiledMs;
        }
        return batch;
    }

    private double round(Work work, long batch) {
        long calls = 0;
        long startNs = cpuNs();
        long nowNs;
        do {
            run(work, batch);
            calls += batch;
            nowNs = cpuNs();
        } while (nowNs - startNs < roundNs);
        return (double) (nowNs - startNs) / calls;
    }

    private static long cpuNs() {
        return THREADS.getCurrentThreadCpuTime();
    }

    private void run(Work work, long calls) {
        for (long i = 0; i < calls; i++) sink ^= call(work);
    }

    private static int call(Work work) {
        try {
            return work.run();
        } catch (Exception e) {
            throw new IllegalStateException("what is measured fails", e);
        }
    }

    /** Sorts, and takes the middle. */
    static double median(double[] values) {
        Arrays.sort(values);
        int middle = values.length / 2;
        return values.length % 2 == 1 ? values[middle] : (values[middle - 1] + values[middle]) / 2;
    }

    /** What all calls returned, folded: to be used once, so that the compiler keeps them. */
    int sink() {
        return sink;
    }
}
