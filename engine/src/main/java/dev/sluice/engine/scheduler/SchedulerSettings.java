package dev.sluice.engine.scheduler;

/**
 * The limits of a scheduler, checked when made.
 *
 * @param capacity slices in the window at most: the slots of the ring; a power of two
 * @param horizonNs how much play is fetched ahead, nanoseconds
 * @param horizonBytes how many bytes are fetched ahead
 * @param lowBufferNs with less play than this the fastest peer is taken whatever it costs, and only
 *     slices this near to the playhead are asked for twice, nanoseconds
 * @param minStallNs no peer has stalled that was silent for less, whatever its pace, nanoseconds
 * @param hedgePercent slices asked for twice for each hundred that arrive
 * @param hedgeBurst slices that may be asked for twice before any arrived, and at most at once
 */
public record SchedulerSettings(
        int capacity,
        long horizonNs,
        long horizonBytes,
        long lowBufferNs,
        long minStallNs,
        int hedgePercent,
        int hedgeBurst) {
    public static final SchedulerSettings DEFAULT =
            new SchedulerSettings(64, 30_000_000_000L, 64 << 20, 3_000_000_000L, 400_000_000, 5, 2);

    private static final int MAX_CAPACITY = 1 << 16;
    private static final int MAX_BURST = 64;

    public SchedulerSettings {
        if (Integer.bitCount(capacity) != 1 || capacity < 1 || capacity > MAX_CAPACITY)
            throw new IllegalArgumentException(
                    "capacity must be a power of two up to " + MAX_CAPACITY + ": " + capacity);
        if (horizonBytes < 1) throw new IllegalArgumentException("horizon " + horizonBytes + " B");
        if (lowBufferNs < 1)
            throw new IllegalArgumentException("low buffer " + lowBufferNs + " ns");
        if (horizonNs < lowBufferNs)
            throw new IllegalArgumentException(
                    "horizon " + horizonNs + " ns is below the low buffer of " + lowBufferNs);
        if (minStallNs < 1 || minStallNs > Peer.MAX_STALL_NS)
            throw new IllegalArgumentException("stall of " + minStallNs + " ns");
        if (hedgePercent < 0 || hedgePercent > 100)
            throw new IllegalArgumentException("hedge " + hedgePercent + " %");
        if (hedgeBurst < 0 || hedgeBurst > MAX_BURST)
            throw new IllegalArgumentException("hedge burst " + hedgeBurst);
    }

    public SchedulerSettings withMinStallNs(long newMinStallNs) {
        return new SchedulerSettings(
                capacity,
                horizonNs,
                horizonBytes,
                lowBufferNs,
                newMinStallNs,
                hedgePercent,
                hedgeBurst);
    }

    public SchedulerSettings withCapacity(int newCapacity) {
        return new SchedulerSettings(
                newCapacity,
                horizonNs,
                horizonBytes,
                lowBufferNs,
                minStallNs,
                hedgePercent,
                hedgeBurst);
    }
}
