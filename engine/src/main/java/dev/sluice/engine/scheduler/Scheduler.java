package dev.sluice.engine.scheduler;

import java.util.function.LongPredicate;

/**
 * Decides which slice is asked of which peer: earliest deadline first, within a window.
 *
 * <p>It is told what happens, and after one or several events {@link #decide} says what to ask and
 * what to take back. It also wants to be asked now and then when nothing happens, because silence
 * is what a stall is seen by. {@code nowNs} is any monotone count of nanoseconds. One owning
 * thread.
 *
 * <p>The ring is the owner's: a slice may be asked for once its place is claimed ({@link #open}),
 * which {@link #horizon} bounds, and its place is free when the player took it.
 */
public final class Scheduler {
    /** A peer is a bit of a long. */
    public static final int MAX_PEERS = Long.SIZE;

    private final SchedulerSettings settings;
    private final MediaRate media;
    private final Board board;
    private final SliceTable table;
    private final HedgeBudget budget;
    private final Racing racing;
    private final Hedging hedging;
    private final Probing probing;
    private final Assigning assigning;
    private boolean begun;

    public Scheduler(MediaRate media, SchedulerSettings settings, Credit credit, long firstSlice) {
        if (firstSlice < 0 || firstSlice > media.slices())
            throw new IllegalArgumentException("slice " + firstSlice + " of " + media.slices());
        this.settings = settings;
        this.media = media;
        this.board = new Board(media, settings, credit, firstSlice);
        this.table = board.table();
        this.budget = new HedgeBudget(settings.hedgePercent(), settings.hedgeBurst());
        this.racing = new Racing(board);
        this.hedging = new Hedging(board, budget);
        this.probing = new Probing(board);
        this.assigning = new Assigning(board);
        racing.start(firstSlice);
    }

    /** Connected, and it can be asked. */
    public void ready(int peer) {
        board.peer(peer).ready();
    }

    /** Its connection is lost, and with it what it was asked for. */
    public void gone(int peer) {
        for (int place = 0; place < table.capacity(); place++) {
            long slice = table.inPlace(place);
            if (slice != SliceTable.NOBODY) table.lost(slice, peer);
        }
        board.peer(peer).gone();
    }

    /** A round trip on the connection that waited for no slice. */
    public void roundTrip(int peer, long sampleNs) {
        board.peer(peer).roundTrip().sample(sampleNs);
    }

    /** First slice that shall not be claimed yet: 30 s of play, 64 MiB or the ring ahead. */
    public long horizon() {
        long ahead = Math.min(settings.capacity(), settings.horizonBytes() / media.sliceBytes());
        if (!media.isDownload()) ahead = Math.min(ahead, settings.horizonNs() / media.sliceNs());
        ahead = Math.min(settings.capacity(), Math.max(2, ahead));
        return Math.min(media.slices(), table.taken() + ahead);
    }

    /** The places of all slices before {@code end} are claimed. */
    public void open(long end) {
        if (end > media.slices())
            throw new IllegalArgumentException("slice " + end + " of " + media.slices());
        table.open(end);
    }

    /** The slice is here, and nobody need be asked for it. */
    public void here(long slice) {
        if (table.isWanted(slice)) table.here(slice);
    }

    /** What was here is lost: somebody must be asked after all. */
    public void lost(long slice) {
        table.wantAgain(slice);
    }

    /** The player took all slices before {@code next}. */
    public void taken(long next, long nowNs) {
        board.clock().taken(next, nowNs);
        table.take(next);
    }

    /**
     * The peer brought the slice, and it fits. True when it was awaited: the first to bring it is
     * paid, others who were asked are cancelled.
     */
    public boolean arrived(int peer, long slice, long nowNs, Asks out) {
        board.peer(peer).arrived(slice, slice < media.slices() - 1, nowNs);
        table.lost(slice, peer);
        if (!table.isWanted(slice) && !table.isAsked(slice)) return false;
        board.cancelAll(slice, nowNs, out);
        table.here(slice);
        budget.arrived();
        return true;
    }

    /** The peer will not serve the slice, or what it sent does not fit. */
    public void refused(int peer, long slice, long nowNs) {
        board.peer(peer).refused(slice, nowNs);
        table.lost(slice, peer);
        table.refusedBy(slice, peer);
    }

    /** The peer was told that the slice is not wanted, and will not bring it. */
    public void takenBack(int peer, long slice, long nowNs) {
        board.peer(peer).forget(slice, nowNs);
        table.lost(slice, peer);
    }

    /**
     * The player wants to go on from another slice. What is under way or here outside the window
     * that begins there is dropped, as is what its owner does not keep; the rest stays as it is,
     * once it is opened.
     */
    public void seek(long slice, LongPredicate kept, long nowNs, Asks out) {
        if (slice < 0 || slice > media.slices())
            throw new IllegalArgumentException("slice " + slice + " of " + media.slices());
        for (int place = 0; place < table.capacity(); place++) {
            long old = table.inPlace(place);
            if (old == SliceTable.NOBODY) continue;
            if (old >= slice && old - slice < table.capacity() && kept.test(old)) continue;
            board.cancelAll(old, nowNs, out);
            table.free(old);
        }
        table.move(slice);
        racing.start(slice);
        board.clock().restart(slice, nowNs);
    }

    /** A slice that is open and that a peer was asked for before a seek is still on its way. */
    public void stillUnderWay(int peer, long slice, long nowNs) {
        boolean first = table.isWanted(slice);
        boolean second = table.isAsked(slice) && table.second(slice) == SliceTable.NOBODY;
        if (!board.peer(peer).hasRoom() || !(first || second)) return;
        table.asked(slice, peer);
        board.peer(peer).asked(slice, nowNs);
    }

    /** Asks for what should be asked for now, and takes back what is better asked of another. */
    public void decide(long nowNs, Asks out) {
        if (!begun) board.clock().restart(table.taken(), nowNs);
        begun = true;
        for (int i = 0; i < board.peerCount(); i++) {
            board.peer(i).look(nowNs);
            board.peer(i).plan();
        }
        if (table.isHere(table.taken())) board.clock().notHungry(nowNs);
        racing.decide(nowNs, out);
        hedging.decide(nowNs, out);
        probing.decide(nowNs, out);
        assigning.decide(nowNs, out);
    }

    public boolean isAskedTwice(long slice) {
        return table.isAsked(slice) && table.second(slice) != SliceTable.NOBODY;
    }

    /** First slice that nobody is asked for, or -1. */
    public long firstFree() {
        for (long slice = table.taken(); slice < table.end(); slice++)
            if (table.isWanted(slice)) return slice;
        return SliceTable.NOBODY;
    }

    /** Connected, and neither stalled nor just refusing. */
    public boolean isUsable(int peer, long nowNs) {
        return board.peer(peer).isUsable(nowNs);
    }

    /** With so many slices under way the peer stays at work until one more request is paid. */
    public int busyWith(int peer) {
        return board.peer(peer).busyWith();
    }

    Peer peer(int number) {
        return board.peer(number);
    }

    boolean isStalled(int peer) {
        return board.peer(peer).isStalled();
    }

    int inFlight(int peer) {
        return board.peer(peer).inFlight();
    }

    int window(int peer) {
        return board.peer(peer).window();
    }
}
