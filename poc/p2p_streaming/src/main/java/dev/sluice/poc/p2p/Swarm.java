package dev.sluice.poc.p2p;

import java.util.ArrayDeque;
import java.util.BitSet;

/** What is here, what is on its way, from whom, and how fast each seeder was. Pure. */
final class Swarm {
    /** An older measurement counts this much of the next newer one. */
    private static final double KEEP = 0.85;

    final int slices;
    final int sliceBytes;

    /** The first slice that is not here: what the player needs next. */
    int next;

    private final int horizon;
    private final BitSet here = new BitSet();
    private final BitSet taken = new BitSet();
    private final Peer[] peers;

    private static final class Peer {
        final BitSet holds = new BitSet();
        final ArrayDeque<Integer> asked = new ArrayDeque<>();
        double bytes;
        double busyNs;
        long sinceNs;
    }

    Swarm(int slices, int sliceBytes, int peers, long horizonBytes) {
        this.slices = slices;
        this.sliceBytes = sliceBytes;
        this.horizon = (int) Math.max(2, horizonBytes / sliceBytes);
        this.peers = new Peer[peers];
        for (int i = 0; i < peers; i++) this.peers[i] = new Peer();
    }

    int peers() {
        return peers.length;
    }

    void holds(int peer, int slice) {
        peers[peer].holds.set(slice);
    }

    boolean doesHold(int peer, int slice) {
        return peers[peer].holds.get(slice);
    }

    /** How many seeders have the slice. */
    int copies(int slice) {
        int copies = 0;
        for (Peer peer : peers) if (peer.holds.get(slice)) copies++;
        return copies;
    }

    /** Whether the slice is neither here nor on its way. */
    boolean isWanted(int slice) {
        return !taken.get(slice);
    }

    boolean isHere(int slice) {
        return here.get(slice);
    }

    /** The first wanted slice from here on and before the horizon; -1 if there is none. */
    int wanted(int from) {
        int slice = taken.nextClearBit(Math.max(from, next));
        return slice < Math.min(slices, next + horizon) ? slice : -1;
    }

    /** The schedule does not see this slice. */
    void keepBack(int slice) {
        taken.set(slice);
    }

    void ask(int peer, int slice, long nowNs) {
        taken.set(slice);
        if (peers[peer].asked.isEmpty()) peers[peer].sinceNs = nowNs;
        peers[peer].asked.add(slice);
    }

    /** A slice came; false if it was not asked of this seeder. */
    boolean came(int peer, int slice, long nowNs) {
        Peer from = peers[peer];
        if (!from.asked.remove(slice)) return false;
        from.bytes = KEEP * from.bytes + sliceBytes;
        from.busyNs = KEEP * from.busyNs + Math.max(1, nowNs - from.sinceNs);
        from.sinceNs = nowNs;
        return true;
    }

    /** The slice that came is genuine. */
    void keep(int slice) {
        here.set(slice);
        next = here.nextClearBit(next);
    }

    /** Nothing more is asked of a seeder that lied, and all that it owes of others. */
    void leave(int peer, int lie) {
        Peer left = peers[peer];
        left.holds.clear();
        if (!here.get(lie)) taken.clear(lie);
        for (int slice : left.asked) if (!here.get(slice)) taken.clear(slice);
        left.asked.clear();
    }

    long inFlightBytes(int peer) {
        return (long) peers[peer].asked.size() * sliceBytes;
    }

    boolean isMeasured(int peer) {
        return peers[peer].bytes > 0;
    }

    /** Bytes a nanosecond while busy. */
    double rate(int peer) {
        return peers[peer].bytes / peers[peer].busyNs;
    }

    /** How long a seeder takes for a slice. */
    double sliceNs(int peer) {
        return sliceBytes / rate(peer);
    }

    /** How long a seeder needs for all that was asked of it, more if it has been silent. */
    double backlogNs(int peer, long nowNs) {
        return peers[peer].asked.isEmpty() ? 0 : afterNs(peer, peers[peer].asked.size(), nowNs);
    }

    /** How long until a seeder brings the slice, which was asked of it; -1 if it was not. */
    double dueNs(int peer, int slice, long nowNs) {
        int before = 0;
        for (int asked : peers[peer].asked) {
            before++;
            if (asked == slice) return afterNs(peer, before, nowNs);
        }
        return -1;
    }

    private double afterNs(int peer, int count, long nowNs) {
        long silentNs = nowNs - peers[peer].sinceNs;
        double sliceNs = sliceNs(peer);
        return (count - 1) * sliceNs + Math.abs(sliceNs - silentNs);
    }
}
