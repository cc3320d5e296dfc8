package dev.sluice.engine.scheduler;

/**
 * The round trip to a peer and how much it varies, as RFC 9002 section 5.3 smooths it: an eighth of
 * each sample, a quarter of each deviation. Before the first sample it is the 333 ms of section
 * 6.2.2.
 */
final class RoundTripEstimator {
    private static final long INITIAL_NS = 333_000_000;

    private long smoothedNs = INITIAL_NS;
    private long variationNs = INITIAL_NS / 2;
    private boolean measured;

    void sample(long sampleNs) {
        if (sampleNs < 0) throw new IllegalArgumentException("round trip of " + sampleNs + " ns");
        if (measured) {
            variationNs += (Math.abs(smoothedNs - sampleNs) - variationNs) / 4;
            smoothedNs += (sampleNs - smoothedNs) / 8;
        } else {
            smoothedNs = sampleNs;
            variationNs = sampleNs / 2;
            measured = true;
        }
    }

    /**
     * A request was answered in full in this time. The round trip can only be shorter, so it is a
     * sample if it is below what was thought, however many requests were queued before.
     */
    void answeredIn(long elapsedNs) {
        if (elapsedNs < smoothedNs) sample(elapsedNs);
    }

    long smoothedNs() {
        return smoothedNs;
    }

    /**
     * Nearly every round trip is shorter: section 6.2.1's probe timeout without its granularity.
     */
    long upperNs() {
        return smoothedNs + 4 * variationNs;
    }
}
