package dev.sluice.poc.p2p;

/**
 * A player of constant bitrate: it starts with the first slice, stands still while it has nothing,
 * and goes on with the next.
 */
final class Player {
    private final double bytesPerNs;
    private boolean started;
    private long sinceNs;
    private double bufferedBytes;
    private double playedNs;
    private double stalledNs;

    Player(long bytesPerSecond) {
        bytesPerNs = bytesPerSecond / 1e9;
    }

    void deliver(long bytes, long nowNs) {
        if (!started) sinceNs = nowNs;
        started = true;
        bufferedNs(nowNs);
        bufferedBytes += bytes;
    }

    /** How long it can play on with what it has. */
    long bufferedNs(long nowNs) {
        if (!started) return 0;
        double played = Math.min((double) (nowNs - sinceNs), bufferedBytes / bytesPerNs);
        playedNs += played;
        stalledNs += nowNs - sinceNs - played;
        bufferedBytes -= played * bytesPerNs;
        sinceNs = nowNs;
        return (long) (bufferedBytes / bytesPerNs);
    }

    /** How long it takes to play this much. */
    double lengthNs(long bytes) {
        return bytes / bytesPerNs;
    }

    /** Stalled, of the time from its start until it has played everything delivered. */
    double stalledPercent() {
        double all = stalledNs + playedNs + bufferedBytes / bytesPerNs;
        return all == 0 ? 0 : 100 * stalledNs / all;
    }
}
