package dev.sluice.engine.scheduler;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/**
 * What the consumer did before it had the scheduler: the least loaded peer, up to 16 slices each,
 * and a second one for a slice that takes two seconds. It cancels nothing.
 */
final class LeastLoaded implements Policy {
    private static final long STALL_NS = 2_000_000_000L;
    private static final int MAX_IN_FLIGHT = 16;

    private final MediaRate media;
    private final int capacity;
    private final Credit credit;
    private final TreeMap<Long, Wanted> window = new TreeMap<>();
    private final boolean[] ready = new boolean[Scheduler.MAX_PEERS];
    private final int[] inFlight = new int[Scheduler.MAX_PEERS];
    private final long[] served = new long[Scheduler.MAX_PEERS];
    private long taken;

    private static final class Wanted {
        private final List<Integer> askers = new ArrayList<>();
        private boolean here;
        private long askedNs;
    }

    LeastLoaded(MediaRate media, SchedulerSettings settings, Credit credit) {
        this.media = media;
        this.capacity = settings.capacity();
        this.credit = credit;
    }

    @Override
    public void ready(int peer, long roundTripNs) {
        ready[peer] = true;
    }

    @Override
    public void gone(int peer) {
        ready[peer] = false;
        inFlight[peer] = 0;
        window.values().forEach(wanted -> wanted.askers.removeIf(asker -> asker == peer));
    }

    @Override
    public boolean arrived(int peer, long slice, long nowNs, Asks out) {
        answered(peer);
        Wanted wanted = window.get(slice);
        if (wanted == null || wanted.here) return false;
        wanted.here = true;
        served[peer]++;
        return true;
    }

    private void answered(int peer) {
        inFlight[peer] = Math.max(0, inFlight[peer] - 1);
    }

    @Override
    public void refused(int peer, long slice, long nowNs) {
        answered(peer);
        Wanted wanted = window.get(slice);
        if (wanted != null) wanted.askers.removeIf(asker -> asker == peer);
    }

    @Override
    public void taken(long next, long nowNs) {
        taken = next;
        window.headMap(next).clear();
    }

    @Override
    public void seek(long slice, long nowNs, Asks out) {
        throw new UnsupportedOperationException("it knew no seeks");
    }

    @Override
    public void decide(long nowNs, Asks out) {
        for (long slice = taken; slice < Math.min(taken + capacity, media.slices()); slice++) {
            Wanted wanted = window.computeIfAbsent(slice, _ -> new Wanted());
            if (wanted.here || wanted.askers.size() > 1) continue;
            boolean late = !wanted.askers.isEmpty() && nowNs - wanted.askedNs >= STALL_NS;
            if (wanted.askers.isEmpty() || late) ask(slice, wanted, nowNs, out);
        }
    }

    private void ask(long slice, Wanted wanted, long nowNs, Asks out) {
        int best = -1;
        for (int peer = 0; peer < ready.length; peer++) {
            if (!ready[peer] || inFlight[peer] >= MAX_IN_FLIGHT) continue;
            if (wanted.askers.contains(peer)) continue;
            if (!credit.canAsk(peer, slice, !wanted.askers.isEmpty())) continue;
            if (best < 0 || before(peer, best)) best = peer;
        }
        if (best < 0) return;
        wanted.askers.add(best);
        wanted.askedNs = nowNs;
        inFlight[best]++;
        out.ask(best, slice, false);
    }

    private boolean before(int a, int b) {
        if (inFlight[a] != inFlight[b]) return inFlight[a] < inFlight[b];
        return served[a] < served[b];
    }
}
