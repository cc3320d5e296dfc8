package dev.sluice.engine.scheduler;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A scheduler, told a story: slices of 100 ms at first. What it wants is written as {@code 5!0},
 * slice 5 asked of peer 0, and {@code 5x0}, cancelled.
 */
final class Script implements Asks, Credit {
    private static final MediaRate MEDIA = new MediaRate(131_072, 100_000_000, 10_000);

    private final Scheduler scheduler;
    private final List<String> heard = new ArrayList<>();
    private final List<String> all = new ArrayList<>();
    private final TreeMap<Integer, TreeSet<Long>> asked = new TreeMap<>();
    private final TreeSet<Long> arrived = new TreeSet<>();
    private final int[] credits = new int[Scheduler.MAX_PEERS];
    private final long[] prices = new long[Scheduler.MAX_PEERS];
    private final long[] freeNs = new long[Scheduler.MAX_PEERS];
    private long taken;
    private long nowNs;

    Script() {
        this(SchedulerSettings.DEFAULT);
    }

    Script(SchedulerSettings settings) {
        this(settings, MEDIA);
    }

    Script(SchedulerSettings settings, MediaRate media) {
        Arrays.fill(credits, Integer.MAX_VALUE);
        Arrays.fill(prices, 1);
        scheduler = new Scheduler(media, settings, this, 0);
        scheduler.open(scheduler.horizon());
    }

    Scheduler scheduler() {
        return scheduler;
    }

    Peer peer(int number) {
        return scheduler.peer(number);
    }

    Script ready(int... peers) {
        for (int peer : peers) {
            scheduler.ready(peer);
            scheduler.roundTrip(peer, 1_000_000);
            asked.put(peer, new TreeSet<>());
        }
        return this;
    }

    Script gone(int peer) {
        scheduler.gone(peer);
        asked(peer).clear();
        return this;
    }

    Script price(int peer, long priceBaseUnits) {
        prices[peer] = priceBaseUnits;
        return this;
    }

    Script credit(int peer, boolean any) {
        return credit(peer, any ? Integer.MAX_VALUE : 0);
    }

    /** So many more slices. */
    Script credit(int peer, int slices) {
        credits[peer] = slices;
        return this;
    }

    Script after(long ns) {
        nowNs += ns;
        return this;
    }

    Script decide() {
        scheduler.open(scheduler.horizon());
        scheduler.decide(nowNs, this);
        return this;
    }

    boolean arrived(int peer, long slice) {
        asked(peer).remove(slice);
        boolean first = scheduler.arrived(peer, slice, nowNs, this);
        if (first) arrived.add(slice);
        return first;
    }

    Script refused(int peer, long slice) {
        asked(peer).remove(slice);
        scheduler.refused(peer, slice, nowNs);
        return this;
    }

    /** Lets so many slices arrive, each peer taking so long for one; nothing is played. */
    void serve(int slices, long... eachNs) {
        int goal = arrived.size() + slices;
        Arrays.fill(freeNs, nowNs);
        while (arrived.size() < goal) {
            decide();
            int next = -1;
            for (int peer = 0; peer < eachNs.length; peer++)
                if (!asked(peer).isEmpty()
                        && (next < 0 || freeNs[peer] + eachNs[peer] < freeNs[next] + eachNs[next]))
                    next = peer;
            if (next < 0) throw new AssertionError("nothing is asked of anybody");
            freeNs[next] = Math.max(nowNs, freeNs[next] + eachNs[next]);
            nowNs = freeNs[next];
            arrived(next, asked(next).first());
        }
    }

    /** Lets so many slices of one peer arrive, one each so often, while the others are silent. */
    void serveOnly(int peer, int slices, long eachNs) {
        for (int i = 0; i < slices; i++) {
            decide();
            nowNs += eachNs;
            if (!asked(peer).isEmpty()) arrived(peer, asked(peer).first());
        }
    }

    /** First slice that is not here. */
    long here() {
        long slice = taken;
        while (arrived.contains(slice)) slice++;
        return slice;
    }

    Script take(long next) {
        taken = next;
        scheduler.taken(next, nowNs);
        return this;
    }

    Script seek(long slice) {
        scheduler.seek(slice, _ -> true, nowNs, this);
        taken = slice;
        arrived.removeIf(old -> old < slice);
        return this;
    }

    List<Long> askedOf(int peer) {
        return new ArrayList<>(asked(peer));
    }

    private NavigableSet<Long> asked(int peer) {
        return asked.computeIfAbsent(peer, _ -> new TreeSet<>());
    }

    /** What was wanted since the last time. */
    List<String> heard() {
        List<String> since = List.copyOf(heard);
        heard.clear();
        return since;
    }

    /** What was asked since the last time, by slice. */
    List<String> asks() {
        return heard().stream()
                .filter(what -> what.contains("!"))
                .sorted((a, b) -> Long.compare(slice(a), slice(b)))
                .limit(4)
                .toList();
    }

    private static long slice(String what) {
        return Long.parseLong(what.substring(0, what.indexOf('!')));
    }

    List<String> all() {
        return all.stream().filter(what -> what.contains("!")).toList();
    }

    @Override
    public void ask(int peer, long slice, boolean alone) {
        if (credits[peer] != Integer.MAX_VALUE) credits[peer]--;
        asked(peer).add(slice);
        heard.add(slice + "!" + peer);
        all.add(slice + "!" + peer);
    }

    @Override
    public void cancel(int peer, long slice) {
        asked(peer).remove(slice);
        heard.add(slice + "x" + peer);
    }

    @Override
    public boolean canAsk(int peer, long slice, boolean twice) {
        return credits[peer] > 0;
    }

    @Override
    public long priceBaseUnits(int peer) {
        return prices[peer];
    }
}
