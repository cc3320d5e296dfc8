package dev.sluice.poc.p2p;

import java.util.Arrays;

/**
 * In order, each slice to the seeder that would bring it soonest; a slow one gets the first that
 * nobody would bring sooner. What is late is asked for twice, within a budget.
 */
final class Deadlines implements Schedule {
    /** Asked of a seeder: what it brings in this time, which hides a round trip. */
    private static final double PIPELINE_NS = 400e6;

    private static final double HEDGE_WITHIN_NS = 1e9;
    private static final double HEDGE_GAIN_NS = 100e6;

    private final double hedgeShare;
    private double budget = 1;

    /** Asks for this share of the slices twice, at most. */
    Deadlines(double hedgeShare) {
        this.hedgeShare = hedgeShare;
    }

    @Override
    public long roomBytes(Swarm swarm, int peer) {
        long least = 2L * swarm.sliceBytes;
        if (!swarm.isMeasured(peer)) return least;
        long wanted = (long) (swarm.rate(peer) * PIPELINE_NS);
        return Math.clamp(wanted, least, Math.max(least, Setting.IN_FLIGHT_BYTES));
    }

    @Override
    public int next(Swarm swarm, int peer, long nowNs) {
        double[] busyNs = new double[swarm.peers()];
        Arrays.setAll(
                busyNs, p -> swarm.isMeasured(p) ? swarm.backlogNs(p, nowNs) : Double.MAX_VALUE);
        for (int slice = swarm.wanted(0); slice >= 0; slice = swarm.wanted(slice + 1)) {
            int best = soonest(swarm, busyNs, slice);
            boolean mine = best == peer || !swarm.isMeasured(peer);
            if (mine && swarm.doesHold(peer, slice)) {
                budget += hedgeShare;
                return slice;
            }
            if (best != NONE) busyNs[best] += swarm.sliceNs(best);
        }
        return NONE;
    }

    private static int soonest(Swarm swarm, double[] busyNs, int slice) {
        int best = NONE;
        double bestNs = Double.MAX_VALUE;
        for (int p = 0; p < busyNs.length; p++) {
            if (!swarm.isMeasured(p) || !swarm.doesHold(p, slice)) continue;
            double ns = busyNs[p] + swarm.sliceNs(p);
            if (ns < bestNs) {
                best = p;
                bestNs = ns;
            }
        }
        return best;
    }

    @Override
    public int hedge(Swarm swarm, int peer, Player player, long nowNs) {
        if (budget < 1 || hedgeShare == 0 || !swarm.isMeasured(peer)) return NONE;
        double mineNs = swarm.backlogNs(peer, nowNs) + swarm.sliceNs(peer);
        double neededNs = player.bufferedNs(nowNs);
        for (int slice = swarm.next;
                slice < swarm.slices && neededNs < HEDGE_WITHIN_NS;
                slice++, neededNs += player.lengthNs(swarm.sliceBytes)) {
            if (isLate(swarm, peer, slice, Math.max(neededNs, mineNs + HEDGE_GAIN_NS), nowNs)) {
                budget--;
                return slice;
            }
        }
        return NONE;
    }

    /** Whether the slice is under way elsewhere only, and comes later than this. */
    private static boolean isLate(Swarm swarm, int peer, int slice, double thanNs, long nowNs) {
        if (swarm.isHere(slice) || swarm.isWanted(slice) || !swarm.doesHold(peer, slice))
            return false;
        double soonestNs = Double.MAX_VALUE;
        for (int p = 0; p < swarm.peers(); p++) {
            double dueNs = swarm.dueNs(p, slice, nowNs);
            if (dueNs >= 0 && p == peer) return false;
            if (dueNs >= 0 && swarm.isMeasured(p)) soonestNs = Math.min(soonestNs, dueNs);
        }
        return soonestNs > thanNs && soonestNs < Double.MAX_VALUE;
    }
}
