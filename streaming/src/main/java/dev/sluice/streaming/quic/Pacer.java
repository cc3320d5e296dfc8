package dev.sluice.streaming.quic;

import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Spreads bytes over time so that their mean is a given rate: the generic cell rate algorithm
 * (ITU-T I.371, annex A), with the time at which the next byte is due as its only state.
 *
 * <p>A piece may leave as soon as those before it are paid for in time, however large it is. Time
 * that was not used is kept for {@value #KEPT_NS} ns, so that a late timer costs no rate. Any
 * thread, without a lock.
 */
final class Pacer {
    private static final long KEPT_NS = 100_000_000;
    private static final long SECOND_NS = 1_000_000_000;

    private final long bytesPerSecond;
    private final AtomicLong dueNs;

    Pacer(long bytesPerSecond, long nowNs) {
        this.bytesPerSecond = bytesPerSecond;
        this.dueNs = new AtomicLong(nowNs);
    }

    /** The pacer of a rate, or null when there is no limit. */
    static @Nullable Pacer of(long bytesPerSecond) {
        return bytesPerSecond == 0 ? null : new Pacer(bytesPerSecond, System.nanoTime());
    }

    /** Counts the bytes and returns 0, or counts nothing and returns how long to wait. */
    long take(int bytes, long nowNs) {
        while (true) {
            long due = dueNs.get();
            if (due - nowNs > 0) return due - nowNs;
            if (dueNs.compareAndSet(due, next(due, bytes, nowNs))) return 0;
        }
    }

    /** Counts bytes that have moved already; returns how long nothing more should. */
    long took(int bytes, long nowNs) {
        while (true) {
            long due = dueNs.get();
            long next = next(due, bytes, nowNs);
            if (dueNs.compareAndSet(due, next)) return Math.max(0, next - nowNs);
        }
    }

    private long next(long due, int bytes, long nowNs) {
        long kept = nowNs - KEPT_NS;
        long from = due - kept > 0 ? due : kept;
        return from + Math.ceilDiv(bytes * SECOND_NS, bytesPerSecond);
    }
}
