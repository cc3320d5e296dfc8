package dev.sluice.engine.scheduler;

import org.jspecify.annotations.Nullable;

/**
 * Earliest deadline first, each slice to the peer that brings it soonest, or with a healthy buffer
 * to the cheapest that brings it in time.
 *
 * <p>A slice whose best peer is full waits for that peer, and counts as work it has; so a slow peer
 * gets not the next slice but the first that no other would bring sooner.
 */
final class Assigning {
    private final Board board;

    Assigning(Board board) {
        this.board = board;
    }

    void decide(long nowNs, Asks out) {
        SliceTable table = board.table();
        boolean healthy = board.isHealthy(nowNs);
        for (long slice = table.taken(); slice < table.end(); slice++) {
            if (!board.isFree(slice)) continue;
            if (nobodyHasRoom(nowNs)) return;
            place(slice, healthy, nowNs, out);
        }
    }

    private boolean nobodyHasRoom(long nowNs) {
        for (int i = 0; i < board.peerCount(); i++) {
            Peer peer = board.peer(i);
            if (peer.isUsable(nowNs) && peer.hasRoom() && !peer.isBarred()) return false;
        }
        return true;
    }

    private void place(long slice, boolean healthy, long nowNs, Asks out) {
        for (Peer best = best(slice, healthy, nowNs);
                best != null;
                best = best(slice, healthy, nowNs)) {
            if (best.hasRoom() && board.credit().canAsk(best.number(), slice, false)) {
                board.assign(slice, best, false, nowNs, out);
                return;
            }
            if (!best.hasRoom()) {
                best.planOne();
                return;
            }
            best.bar();
        }
        board.forgiveIfRefusedByAll(slice, nowNs);
    }

    private @Nullable Peer best(long slice, boolean healthy, long nowNs) {
        Peer soonest = null;
        Peer cheapest = null;
        for (int i = 0; i < board.peerCount(); i++) {
            Peer peer = board.peer(i);
            if (!board.mayTake(peer, slice, nowNs)) continue;
            if (!canTake(peer)) continue;
            if (soonest == null || isSooner(peer, soonest, nowNs)) soonest = peer;
            if (healthy
                    && peer.expectedNs(nowNs) <= board.comfortableNs(slice)
                    && (cheapest == null || isCheaper(peer, cheapest, nowNs))) cheapest = peer;
        }
        return cheapest != null ? cheapest : soonest;
    }

    /**
     * Now, or when it has brought what is under way. Nobody waits for a peer that was never
     * measured, or whose credit is used up: when that is renewed is not known here.
     */
    private static boolean canTake(Peer peer) {
        if (peer.isBarred()) return false;
        return peer.hasRoom() || (peer.isMeasured() && peer.inFlight() > 0);
    }

    private static boolean isSooner(Peer a, Peer b, long nowNs) {
        return a.expectedNs(nowNs) < b.expectedNs(nowNs);
    }

    private boolean isCheaper(Peer a, Peer b, long nowNs) {
        long byPrice =
                Long.compare(
                        board.credit().priceBaseUnits(a.number()),
                        board.credit().priceBaseUnits(b.number()));
        return byPrice < 0 || (byPrice == 0 && isSooner(a, b, nowNs));
    }
}
