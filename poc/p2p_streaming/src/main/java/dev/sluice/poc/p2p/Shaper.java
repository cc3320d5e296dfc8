package dev.sluice.poc.p2p;

/** One direction of a line: a rate, a delay, and a queue that drops what does not fit. */
final class Shaper {
    static final long DROPPED = -1;

    private final double nsPerByte;
    private final long delayNs;
    private final long queueNs;
    private long freeNs = Long.MIN_VALUE;

    Shaper(long bytesPerSecond, long delayNs, long queueNs) {
        this.nsPerByte = 1e9 / bytesPerSecond;
        this.delayNs = delayNs;
        this.queueNs = queueNs;
    }

    /** When a packet that comes now arrives at the other end, or {@link #DROPPED}. */
    long arrivalNs(int bytes, long nowNs) {
        long startNs = Math.max(nowNs, freeNs);
        if (startNs - nowNs > queueNs) return DROPPED;
        freeNs = startNs + (long) (bytes * nsPerByte);
        return freeNs + delayNs;
    }
}
