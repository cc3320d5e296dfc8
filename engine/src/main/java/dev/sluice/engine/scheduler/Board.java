package dev.sluice.engine.scheduler;

import org.jspecify.annotations.Nullable;

/**
 * What the parts of the scheduler share: slices, peers, deadlines, and how a slice is asked for.
 */
final class Board {
    private final MediaRate media;
    private final long lowBufferNs;
    private final long minStallNs;
    private final Credit credit;
    private final SliceTable table;
    private final PlayClock clock;
    private final @Nullable Peer[] peers = new @Nullable Peer[Scheduler.MAX_PEERS];
    private int peerCount;

    Board(MediaRate media, SchedulerSettings settings, Credit credit, long first) {
        this.media = media;
        this.lowBufferNs = settings.lowBufferNs();
        this.minStallNs = settings.minStallNs();
        this.credit = credit;
        this.table = new SliceTable(settings.capacity(), first);
        this.clock = new PlayClock(media.sliceNs());
    }

    MediaRate media() {
        return media;
    }

    SliceTable table() {
        return table;
    }

    PlayClock clock() {
        return clock;
    }

    Credit credit() {
        return credit;
    }

    /** One more than the highest number of a peer. */
    int peerCount() {
        return peerCount;
    }

    Peer peer(int number) {
        if (number < 0 || number >= Scheduler.MAX_PEERS)
            throw new IllegalArgumentException(
                    "peer " + number + " of at most " + Scheduler.MAX_PEERS);
        for (; peerCount <= number; peerCount++)
            peers[peerCount] = new Peer(peerCount, media, minStallNs);
        Peer peer = peers[number];
        if (peer == null) throw new IllegalStateException("peer " + number + " was never made");
        return peer;
    }

    /** So near to the playhead that it may be asked for twice; of a download, the next quarter. */
    boolean isNear(long slice, long nowNs) {
        return media.isDownload()
                ? slice < table.taken() + table.capacity() / 4
                : clock.deadlineNs(slice) - nowNs <= lowBufferNs;
    }

    /** Enough play is here that a cheap peer may take its time. */
    boolean isHealthy(long nowNs) {
        return !media.isDownload() && !isNear(table.firstMissing(), nowNs);
    }

    /** The latest that a slice may come and leave the window half full, and the buffer not low. */
    long comfortableNs(long slice) {
        long halfNs = (table.end() - table.taken()) / 2 * media.sliceNs();
        return clock.deadlineNs(slice) - Math.max(lowBufferNs, halfNs);
    }

    /** Asked of nobody, or waiting behind a stalled peer's probe. */
    boolean isFree(long slice) {
        return table.isWanted(slice) || holder(slice) != null;
    }

    /** The stalled peer behind whose probe the slice waits, if that is so. */
    private @Nullable Peer holder(long slice) {
        if (!table.isAsked(slice) || table.second(slice) != SliceTable.NOBODY) return null;
        Peer first = peer(table.first(slice));
        return first.isStalled() && !first.isHead(slice) ? first : null;
    }

    /** Asks for a slice that is free; a stalled peer that had it loses it. */
    void assign(long slice, Peer to, boolean alone, long nowNs, Asks out) {
        Peer holder = holder(slice);
        if (holder != null) cancel(slice, holder.number(), nowNs, out);
        ask(slice, to, alone, nowNs, out);
    }

    void ask(long slice, Peer to, boolean alone, long nowNs, Asks out) {
        table.asked(slice, to.number());
        to.asked(slice, nowNs);
        out.ask(to.number(), slice, alone);
    }

    void cancel(long slice, int peer, long nowNs, Asks out) {
        table.lost(slice, peer);
        if (peer(peer).forget(slice, nowNs)) out.cancel(peer, slice);
    }

    void cancelAll(long slice, long nowNs, Asks out) {
        while (table.isAsked(slice)) cancel(slice, table.first(slice), nowNs, out);
    }

    boolean mayTake(Peer peer, long slice, long nowNs) {
        return peer.isUsable(nowNs) && !table.wasRefusedBy(slice, peer.number());
    }

    /** At the start there is nobody to fall back on. */
    boolean isAnyMeasured() {
        for (int i = 0; i < peerCount; i++) if (peer(i).isMeasured()) return true;
        return false;
    }

    /**
     * Who would bring it first, of those who can be asked now.
     *
     * @param except who is asked for it already
     * @param twice another is at work on it and goes on
     */
    @Nullable Peer soonest(long slice, int except, boolean twice, long nowNs) {
        long passed = 0;
        while (true) {
            Peer best = null;
            for (int i = 0; i < peerCount; i++) {
                Peer peer = peer(i);
                if (i == except || (passed & 1L << i) != 0 || !peer.hasRoom()) continue;
                if (!mayTake(peer, slice, nowNs)) continue;
                if (best == null || peer.expectedNs(nowNs) < best.expectedNs(nowNs)) best = peer;
            }
            if (best == null || credit.canAsk(best.number(), slice, twice)) return best;
            passed |= 1L << best.number();
        }
    }

    /** A slice that everybody has refused who can be asked now is asked of each again. */
    void forgiveIfRefusedByAll(long slice, long nowNs) {
        for (int i = 0; i < peerCount; i++)
            if (mayTake(peer(i), slice, nowNs) && credit.canAsk(i, slice, false)) return;
        table.forgiveRefusals(slice);
    }
}
