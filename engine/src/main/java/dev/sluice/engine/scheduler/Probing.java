package dev.sluice.engine.scheduler;

/**
 * Slices given to learn something: to a stalled peer, whether it is back; to a newcomer, how fast
 * it is. They are the furthest ones, so that little is lost when they are late.
 */
final class Probing {
    /** Between two newcomers. */
    static final long NEWCOMER_NS = 1_000_000_000;

    /** A peer of which nothing was learned for so long is a newcomer again. */
    static final long UNKNOWN_NS = 30_000_000_000L;

    private final Board board;
    private long newcomerDueNs = Long.MIN_VALUE;

    Probing(Board board) {
        this.board = board;
    }

    void decide(long nowNs, Asks out) {
        boolean someoneIsKnown = board.isAnyMeasured();
        for (int i = 0; i < board.peerCount(); i++) {
            Peer peer = board.peer(i);
            if (peer.probeDue(nowNs)) probe(peer, nowNs, out);
            else if (someoneIsKnown && nowNs >= newcomerDueNs && isNewcomer(peer, nowNs))
                welcome(peer, nowNs, out);
        }
    }

    private void probe(Peer peer, long nowNs, Asks out) {
        if (give(peer, anyUsable(nowNs), nowNs, out)) peer.probed(nowNs);
    }

    private static boolean isNewcomer(Peer peer, long nowNs) {
        return peer.isUsable(nowNs) && peer.isUnknown(UNKNOWN_NS, nowNs);
    }

    private void welcome(Peer peer, long nowNs, Asks out) {
        if (give(peer, true, nowNs, out)) newcomerDueNs = nowNs + NEWCOMER_NS;
    }

    private boolean anyUsable(long nowNs) {
        for (int i = 0; i < board.peerCount(); i++) if (board.peer(i).isUsable(nowNs)) return true;
        return false;
    }

    /** What is near is left to peers that are known to be at work, if there are any. */
    private boolean give(Peer peer, boolean onlyFar, long nowNs, Asks out) {
        long slice = onlyFar ? furthest(peer, nowNs) : nearest(peer);
        if (slice == SliceTable.NOBODY) return false;
        if (!board.credit().canAsk(peer.number(), slice, false)) return false;
        board.assign(slice, peer, false, nowNs, out);
        return true;
    }

    private long furthest(Peer peer, long nowNs) {
        SliceTable table = board.table();
        for (long slice = table.end() - 1; slice >= table.taken(); slice--) {
            if (board.isNear(slice, nowNs)) return SliceTable.NOBODY;
            if (fits(peer, slice)) return slice;
        }
        return SliceTable.NOBODY;
    }

    private long nearest(Peer peer) {
        SliceTable table = board.table();
        for (long slice = table.taken(); slice < table.end(); slice++)
            if (fits(peer, slice)) return slice;
        return SliceTable.NOBODY;
    }

    private boolean fits(Peer peer, long slice) {
        return board.isFree(slice) && !board.table().wasRefusedBy(slice, peer.number());
    }
}
