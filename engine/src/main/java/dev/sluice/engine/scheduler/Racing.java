package dev.sluice.engine.scheduler;

/**
 * At start and after a seek the first two slices are asked of two peers each, at no charge to the
 * hedges; not for a download, in which nobody waits for them.
 */
final class Racing {
    private static final int RACED = 2;

    private final Board board;
    private long first;
    private int left;

    Racing(Board board) {
        this.board = board;
    }

    void start(long slice) {
        first = slice;
        left = board.media().isDownload() ? 0 : (1 << RACED) - 1;
    }

    void decide(long nowNs, Asks out) {
        for (int i = 0; i < RACED && left != 0; i++)
            if ((left & 1 << i) != 0 && race(first + i, nowNs, out)) left &= ~(1 << i);
    }

    /** True when there is no more to do. */
    private boolean race(long slice, long nowNs, Asks out) {
        SliceTable table = board.table();
        if (slice >= board.media().slices() || slice < table.taken()) return true;
        if (table.isHere(slice)) return true;
        if (slice >= table.end()) return false;
        if (table.isWanted(slice)) {
            Peer one = board.soonest(slice, SliceTable.NOBODY, false, nowNs);
            if (one != null) board.ask(slice, one, true, nowNs, out);
        }
        if (!table.isAsked(slice)) return false;
        if (table.second(slice) != SliceTable.NOBODY) return true;
        Peer other = board.soonest(slice, table.first(slice), true, nowNs);
        if (other != null) board.ask(slice, other, true, nowNs, out);
        return other != null;
    }
}
