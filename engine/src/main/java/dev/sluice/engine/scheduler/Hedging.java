package dev.sluice.engine.scheduler;

/**
 * What is near the playhead and would come too late is asked for a second time, as the budget
 * allows.
 *
 * <p>From a stalled peer a slice is taken away when the budget does not allow it: then nothing is
 * asked twice, and what the player waits for never hangs on a peer that is silent.
 */
final class Hedging {
    /** Less time than this is not worth a second slice. */
    private static final long GAIN_NS = 100_000_000;

    private final Board board;
    private final HedgeBudget budget;

    Hedging(Board board, HedgeBudget budget) {
        this.board = board;
        this.budget = budget;
    }

    /** Stops at a slice that nobody was asked for: it goes before those that somebody was. */
    void decide(long nowNs, Asks out) {
        SliceTable table = board.table();
        for (long slice = table.taken(); slice < table.end(); slice++) {
            if (board.isFree(slice) || !board.isNear(slice, nowNs)) return;
            if (!table.isAsked(slice)) continue;
            if (table.second(slice) == SliceTable.NOBODY) hedge(slice, nowNs, out);
            else replace(slice, nowNs, out);
        }
    }

    private void hedge(long slice, long nowNs, Asks out) {
        Peer first = board.peer(board.table().first(slice));
        long expectedNs = first.expectedNs(slice, nowNs);
        if (!first.isStalled() && !isLate(slice, expectedNs)) return;
        Peer other = board.soonest(slice, first.number(), !first.isStalled(), nowNs);
        if (other == null) return;
        if (!first.isStalled() && other.expectedNs(nowNs) + GAIN_NS > expectedNs) return;
        if (budget.take()) {
            board.ask(slice, other, true, nowNs, out);
        } else if (first.isStalled()) {
            board.cancel(slice, first.number(), nowNs, out);
            board.ask(slice, other, false, nowNs, out);
        }
    }

    private boolean isLate(long slice, long expectedNs) {
        return !board.media().isDownload() && expectedNs > board.clock().deadlineNs(slice);
    }

    /**
     * One of the two who were asked has stalled, and the other is late too: a third takes the place
     * of the one that stalled, on the budget, and without it when both have stalled.
     */
    private void replace(long slice, long nowNs, Asks out) {
        Peer silent = board.peer(board.table().first(slice));
        Peer stays = board.peer(board.table().second(slice));
        if (!silent.isStalled()) {
            Peer swap = silent;
            silent = stays;
            stays = swap;
        }
        if (!silent.isStalled()) return;
        long expectedNs = stays.expectedNs(slice, nowNs);
        if (!stays.isStalled() && !isLate(slice, expectedNs)) return;
        Peer third = board.soonest(slice, stays.number(), !stays.isStalled(), nowNs);
        if (third == null) return;
        boolean sooner = stays.isStalled() || third.expectedNs(nowNs) + GAIN_NS <= expectedNs;
        if (!sooner || !(budget.take() || stays.isStalled())) return;
        board.cancel(slice, silent.number(), nowNs, out);
        board.ask(slice, third, true, nowNs, out);
    }
}
