package dev.sluice.engine.scheduler;

/**
 * When the player needs a slice.
 *
 * <p>A player that takes slices as it plays them needs the next one slice's time after the last.
 * One that takes all it can get has a buffer of its own, which counts: its clock runs ahead of the
 * slices it took, at the rate of play, but no more than a second.
 */
final class PlayClock {
    /** It may as well be a file that wants all there is, and stalls as soon as nothing comes. */
    private static final long MAX_AHEAD_NS = 1_000_000_000;

    private final long sliceNs;
    private long nextSlice;
    private long nextNs;

    PlayClock(long sliceNs) {
        this.sliceNs = sliceNs;
    }

    /** The player waits for this slice. */
    void restart(long slice, long nowNs) {
        nextSlice = slice;
        nextNs = nowNs;
    }

    /** The player took all slices before {@code next}. */
    void taken(long next, long nowNs) {
        long playedNs = Math.max(nowNs, nextNs) + (next - nextSlice) * sliceNs;
        nextNs = Math.min(playedNs, nowNs + Math.max(sliceNs, MAX_AHEAD_NS));
        nextSlice = next;
    }

    /** The next slice is there and the player does not take it: it pauses, or is full. */
    void notHungry(long nowNs) {
        nextNs = Math.max(nextNs, nowNs);
    }

    long deadlineNs(long slice) {
        return nextNs + (slice - nextSlice) * sliceNs;
    }
}
