package dev.sluice.engine.scheduler;

import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.random.RandomGenerator;

/**
 * A peer in virtual time. It answers one request after the other at a rate that is a function of
 * its seed and the time alone, so that every policy and the oracle meet the same peer.
 */
final class SimPeer {
    enum Kind {
        STEADY,
        SLOW,
        BURSTY,
        STALLING,
        LEAVING,
        LYING,
        NEWCOMER
    }

    /** How long a peer's mood lasts: one entry of {@link #moods}. */
    static final long MOOD_NS = 500_000_000;

    private static final int MOODS = 1_024;
    private static final long SECOND_NS = 1_000_000_000L;

    final int number;
    final Kind kind;
    final long oneWayNs;
    final long priceBaseUnits;
    private final long bytesPerSecond;
    private final int[] moods = new int[MOODS];
    private final boolean[] lies = new boolean[MOODS];
    private final long comesNs;
    private final long leavesNs;
    private final long returnsNs;

    private final ArrayDeque<Request> queue = new ArrayDeque<>();
    final ArrayDeque<Delivery> onTheWay = new ArrayDeque<>();
    boolean up;
    boolean dropped;

    /** Asked, and heard of at {@code atNs}. */
    private static final class Request {
        private final long slice;
        private final long atNs;
        private long cancelledNs = Long.MAX_VALUE;
        private long sentBytes;

        private Request(long slice, long atNs) {
            this.slice = slice;
            this.atNs = atNs;
        }
    }

    record Delivery(long slice, long atNs, boolean forged) {}

    SimPeer(int number, Kind kind, long meanBytesPerSecond, RandomGenerator random) {
        this.number = number;
        this.kind = kind;
        this.oneWayNs = random.nextLong(1_000_000, 60_000_000);
        this.priceBaseUnits = 1L + random.nextInt(3);
        double factor = kind == Kind.SLOW ? 0.1 + random.nextDouble() * 0.2 : 1;
        this.bytesPerSecond = Math.max(20_000, (long) (meanBytesPerSecond * factor));
        boolean comesLate = kind == Kind.NEWCOMER;
        boolean leaves = kind == Kind.LEAVING;
        this.comesNs = comesLate ? random.nextLong(2, 20) * SECOND_NS : 0;
        this.leavesNs = leaves ? random.nextLong(2, 30) * SECOND_NS : Long.MAX_VALUE;
        this.returnsNs =
                leaves && random.nextBoolean()
                        ? leavesNs + random.nextLong(2, 10) * SECOND_NS
                        : Long.MAX_VALUE;
        drawMoods(random);
    }

    /** Moods in percent of the rate. */
    private void drawMoods(RandomGenerator random) {
        int stalledFor = 0;
        for (int i = 0; i < MOODS; i++) {
            if (kind == Kind.STALLING && stalledFor == 0 && random.nextInt(24) == 0)
                stalledFor = 4 + random.nextInt(16);
            moods[i] =
                    stalledFor > 0
                            ? 0
                            : kind == Kind.BURSTY ? (random.nextBoolean() ? 180 : 20) : 100;
            stalledFor = Math.max(0, stalledFor - 1);
            lies[i] = kind == Kind.LYING && random.nextInt(20) == 0;
        }
    }

    boolean isHere(long nowNs) {
        return nowNs >= comesNs && (nowNs < leavesNs || nowNs >= returnsNs);
    }

    /** Bytes per second that it would send now. */
    long rate(long nowNs) {
        if (!isHere(nowNs) || dropped) return 0;
        return bytesPerSecond * moods[(int) (nowNs / MOOD_NS % MOODS)] / 100;
    }

    boolean isHonest() {
        return kind != Kind.LYING;
    }

    void ask(long slice, long nowNs) {
        queue.add(new Request(slice, nowNs + oneWayNs));
    }

    void cancel(long slice, long nowNs) {
        for (Request request : queue)
            if (request.slice == slice && request.cancelledNs == Long.MAX_VALUE)
                request.cancelledNs = nowNs + oneWayNs;
    }

    void leave() {
        up = false;
        queue.clear();
        onTheWay.clear();
    }

    boolean isServing(long nowNs) {
        return !queue.isEmpty() && queue.peek().atNs <= nowNs;
    }

    /** Sends up to so many bytes; answers how many belonged to a slice that was then cancelled. */
    long serve(long bytes, int sliceBytes, long nowNs) {
        long wasted = dropCancelled(nowNs);
        long left = bytes;
        while (left > 0 && isServing(nowNs)) {
            Request request = queue.peek();
            long sent = Math.min(left, sliceBytes - request.sentBytes);
            request.sentBytes += sent;
            left -= sent;
            if (request.sentBytes < sliceBytes) break;
            queue.poll();
            boolean forged = lies[(int) (request.slice % MOODS)];
            onTheWay.add(new Delivery(request.slice, nowNs + oneWayNs, forged));
        }
        return wasted;
    }

    private long dropCancelled(long nowNs) {
        long wasted = 0;
        for (Iterator<Request> all = queue.iterator(); all.hasNext(); ) {
            Request request = all.next();
            if (request.cancelledNs > nowNs) continue;
            wasted += request.sentBytes;
            all.remove();
        }
        return wasted;
    }
}
