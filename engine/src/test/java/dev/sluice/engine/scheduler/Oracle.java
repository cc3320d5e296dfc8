package dev.sluice.engine.scheduler;

import java.util.List;

/**
 * How long a player must stall if every byte that the honest peers could send was the right one:
 * knows all rates, wastes nothing, and is bound by the window alone.
 */
final class Oracle {
    private Oracle() {}

    /**
     * Capacity of the honest peers over what the media needs, in percent, over the first so long.
     */
    static long capacityPercent(StreamPlan plan, long forNs) {
        List<SimPeer> peers = plan.peers();
        long sum = 0;
        long steps = 0;
        for (long nowNs = 0; nowNs < forNs; nowNs += SimPeer.MOOD_NS, steps++)
            sum += capacity(plan, peers, nowNs);
        return sum
                / steps
                * 100
                * plan.media().sliceNs()
                / 1_000_000_000L
                / plan.media().sliceBytes();
    }

    private static long capacity(StreamPlan plan, List<SimPeer> peers, long nowNs) {
        long sum = 0;
        for (SimPeer peer : peers) if (peer.isHonest()) sum += peer.rate(nowNs);
        return Math.min(sum, plan.downlinkBytesPerSecond());
    }

    /** Stalls of a run without seeks. */
    static long stallNs(StreamPlan plan) {
        List<SimPeer> peers = plan.peers();
        MediaRate media = plan.media();
        long windowBytes = (long) plan.settings().capacity() * media.sliceBytes();
        long allBytes = media.slices() * media.sliceBytes();
        long fetched = 0;
        long taken = 0;
        long stalled = 0;
        long nextNs = 0;
        for (long nowNs = 0; taken < media.slices(); nowNs += StreamWorld.STEP_NS) {
            long bytes = capacity(plan, peers, nowNs) * StreamWorld.STEP_NS / 1_000_000_000L;
            long end = Math.min(allBytes, taken * media.sliceBytes() + windowBytes);
            fetched = Math.min(end, fetched + bytes);
            if (nowNs < nextNs) continue;
            if (fetched >= (taken + 1) * media.sliceBytes()) {
                taken++;
                nextNs = nowNs + media.sliceNs();
            } else if (taken > 0) stalled += StreamWorld.STEP_NS;
        }
        return stalled;
    }
}
