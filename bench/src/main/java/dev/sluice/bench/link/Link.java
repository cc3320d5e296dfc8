package dev.sluice.bench.link;

import java.util.OptionalLong;
import java.util.SplittableRandom;

/**
 * One direction of a network path: a pure core, {@code on(packet, now) → when it arrives}.
 *
 * <p>Packets wait for the one before them at the path's rate, in a queue that has an end; after
 * that each takes the same time and so keeps its place, unless it is lost. {@code nowNs} is any
 * monotone count of nanoseconds. One owning thread.
 */
final class Link {
    private static final int MILLION = 1_000_000;
    private static final long BITS_TIMES_NS = 8_000_000_000L;

    private final Terms terms;
    private final SplittableRandom random;
    private long busyUntilNs = Long.MIN_VALUE;
    private long silentFromNs = Long.MAX_VALUE;
    private long silentUntilNs = Long.MAX_VALUE;

    /**
     * What a path does to packets.
     *
     * @param bitsPerSecond of UDP payload
     * @param delayNs one way, when nothing waits
     * @param lostPerMillion packets that vanish, by chance
     * @param queueNs the longest that a packet waits for those before it; what would wait longer is
     *     dropped
     */
    record Terms(long bitsPerSecond, long delayNs, int lostPerMillion, long queueNs) {
        Terms {
            if (bitsPerSecond < 1)
                throw new IllegalArgumentException(bitsPerSecond + " bits a second");
            if (delayNs < 0) throw new IllegalArgumentException("delay " + delayNs + " ns");
            if (lostPerMillion < 0 || lostPerMillion > MILLION)
                throw new IllegalArgumentException(lostPerMillion + " of a million lost");
            if (queueNs < 0) throw new IllegalArgumentException("queue " + queueNs + " ns");
        }
    }

    Link(Terms terms, long seed) {
        this.terms = terms;
        this.random = new SplittableRandom(seed);
    }

    /** When a packet arrives that is sent now; empty when it never does. */
    OptionalLong on(int bytes, long nowNs) {
        long startNs = Math.max(nowNs, busyUntilNs);
        if (startNs - nowNs > terms.queueNs()) return OptionalLong.empty();
        busyUntilNs = startNs + bytes * BITS_TIMES_NS / terms.bitsPerSecond();
        long arrivalNs = busyUntilNs + terms.delayNs();
        boolean lost = random.nextInt(MILLION) < terms.lostPerMillion();
        return lost || isSilent(arrivalNs) ? OptionalLong.empty() : OptionalLong.of(arrivalNs);
    }

    private boolean isSilent(long arrivalNs) {
        return arrivalNs >= silentFromNs && arrivalNs < silentUntilNs;
    }

    /** Nothing arrives in that time. */
    void silence(long fromNs, long untilNs) {
        silentFromNs = fromNs;
        silentUntilNs = untilNs;
    }
}
