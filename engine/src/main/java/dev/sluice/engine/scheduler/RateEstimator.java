package dev.sluice.engine.scheduler;

/**
 * How fast a peer delivers while something is asked of it.
 *
 * <p>Bytes and busy time are summed apart, and both sums lose an eighth with each sample. Their
 * quotient weighs each sample by the time it took (for equal slices a harmonic mean, as FESTIVE,
 * CoNEXT 2012, takes for throughput): slices that arrive in one burst do not make a peer fast. Time
 * in which nothing was asked is not counted, so an idle peer keeps its rate.
 */
final class RateEstimator {
    private static final int LOSE_SHIFT = 3;
    private static final long NS_PER_SECOND = 1_000_000_000L;

    /** Keeps bytes in the sum below 2^33, and so {@code bytes * NS_PER_SECOND} within a long. */
    private static final int MAX_SAMPLE_BYTES = 1 << 30;

    private static final long MAX_SAMPLE_NS = 3_600 * NS_PER_SECOND;

    private long bytes;
    private long busyNs;

    void sample(int sampleBytes, long sampleNs) {
        if (sampleBytes < 1 || sampleBytes > MAX_SAMPLE_BYTES || sampleNs < 0)
            throw new IllegalArgumentException(sampleBytes + " B in " + sampleNs + " ns");
        bytes += sampleBytes - (bytes >> LOSE_SHIFT);
        busyNs += Math.clamp(sampleNs, 1, MAX_SAMPLE_NS) - (busyNs >> LOSE_SHIFT);
    }

    boolean isMeasured() {
        return bytes > 0;
    }

    /** At least 1; meaningless before the first sample. */
    long bytesPerSecond() {
        return Math.max(1, bytes * NS_PER_SECOND / Math.max(1, busyNs));
    }

    /** How long that many bytes take, nanoseconds. */
    long timeNs(int ofBytes) {
        return Math.max(1, ofBytes * NS_PER_SECOND / bytesPerSecond());
    }
}
