package dev.sluice.engine.scheduler;

/**
 * How a work is cut, and how fast it is played.
 *
 * @param sliceBytes 1 B to 1 MiB
 * @param sliceNs how long a slice plays, nanoseconds; 0 for a download, which has no deadlines
 * @param slices of the whole work
 */
public record MediaRate(int sliceBytes, long sliceNs, long slices) {
    private static final int MAX_SLICE_BYTES = 1 << 20;

    /** A slice that plays longer than this is no slice of media. */
    public static final long MAX_SLICE_NS = 60_000_000_000L;

    public MediaRate {
        if (sliceBytes < 1 || sliceBytes > MAX_SLICE_BYTES)
            throw new IllegalArgumentException("slice of " + sliceBytes + " bytes");
        if (sliceNs < 0 || sliceNs > MAX_SLICE_NS)
            throw new IllegalArgumentException("a slice plays " + sliceNs + " ns");
        if (slices < 0) throw new IllegalArgumentException(slices + " slices");
    }

    boolean isDownload() {
        return sliceNs == 0;
    }
}
