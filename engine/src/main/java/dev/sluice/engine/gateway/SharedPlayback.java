package dev.sluice.engine.gateway;

import dev.sluice.engine.consumer.PlayerSink;
import dev.sluice.engine.session.Effects.Failure;
import dev.sluice.engine.session.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The one playback of a work, and the readers that share it.
 *
 * <p>There is one playhead. The reader that has it is given slices in order; others that want the
 * same slice are given it too. One that wants another slice gets the playhead at once when it is
 * new, or when the holder does not read; otherwise when the holder has had its turn. What was
 * fetched for the one lies on the disk for the other. A reader that does not take its slice holds
 * the ring, and so the network.
 *
 * <p>How far is fetched ahead of a reader begins with a few slices and doubles as it reads: a
 * player that looks at the first bytes and leaves has bought little.
 *
 * <p>Threads: readers block in {@link #take}, the playback's deliver stage in {@link #accept};
 * everything is guarded by one lock, under which nobody waits for anything else.
 */
final class SharedPlayback implements PlayerSink {
    /** Slices fetched ahead of a reader that has read nothing. */
    static final int FIRST_REACH = 8;

    /** From here on the ring is the limit. */
    static final int FULL_REACH = 64;

    /** Slices in a turn, when several want the playhead. */
    static final int TURN_SLICES = 8;

    /** A turn in which nothing comes ends all the same. */
    private static final long TURN_NS = 2_000_000_000;

    /** A holder that does not take its slice for so long does not read. */
    private static final long BUSY_NS = 200_000_000;

    /** How often a reader that waits looks whether the playhead is to be had. */
    private static final long LOOK_NS = 50_000_000;

    /** Without a reader for so long, nothing more is fetched. */
    static final long GRACE_NS = 2_000_000_000;

    /** Without a reader for so long, it ends. */
    static final long LINGER_NS = 30_000_000_000L;

    /** How long another work waits for the last reader of this one. */
    private static final long LEAVE_NS = 1_000_000_000;

    private final int sliceBytes;
    private final LongSupplier clock;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final List<Reader> readers = new ArrayList<>();
    private @Nullable Playing playing;
    private @Nullable Reader holder;
    private @Nullable Failure failure;
    private boolean over;
    private boolean resting;
    private long expected = -1;
    private long spanEnd = -1;
    private long turnSinceNs;
    private int taken;
    private long leftNs;

    SharedPlayback(int sliceBytes, LongSupplier clock) {
        this.sliceBytes = sliceBytes;
        this.clock = clock;
        this.leftNs = clock.getAsLong();
    }

    /** Begins; {@code ended} is told when another may begin to play the work. */
    void start(Work work, Runnable ended) throws PlayException {
        Playing begun = work.play(this);
        lock.lock();
        try {
            playing = begun;
        } finally {
            lock.unlock();
        }
        var _ =
                begun.ended()
                        .thenAccept(
                                why -> {
                                    end(why.orElse(null));
                                    ended.run();
                                });
    }

    /** A reader of these slices, or null when the playback is at its end. */
    @Nullable Reader open(long first, long end) {
        lock.lock();
        try {
            if (over) return null;
            Reader reader = new Reader(this, first, end, sliceBytes);
            readers.add(reader);
            return reader;
        } finally {
            lock.unlock();
        }
    }

    void leave(Reader reader) {
        lock.lock();
        try {
            readers.remove(reader);
            if (reader.equals(holder)) holder = null;
            leftNs = clock.getAsLong();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    int take(Reader reader) throws PlayException, InterruptedException {
        lock.lock();
        try {
            reader.full = false;
            reader.waiting = true;
            changed.signalAll();
            while (!reader.full) {
                if (over) throw whyOver();
                if (wantsPlayhead(reader)) move(reader);
                long _ = changed.awaitNanos(LOOK_NS);
            }
            return reader.length;
        } finally {
            reader.waiting = false;
            reader.busySinceNs = clock.getAsLong();
            lock.unlock();
        }
    }

    private PlayException whyOver() {
        Failure why = failure;
        return why != null
                ? new PlayException(why)
                : PlayException.later("the playback was ended: ask again");
    }

    private boolean wantsPlayhead(Reader reader) {
        Reader other = holder;
        if (reader.equals(other)) return false;
        if (other == null || (reader.fresh && reader.next != expected)) return true;
        if (reader.next == expected && expected < spanEnd) return false;
        long nowNs = clock.getAsLong();
        boolean idle = !other.waiting && nowNs - other.busySinceNs > BUSY_NS;
        return idle || taken >= TURN_SLICES || nowNs - turnSinceNs > TURN_NS;
    }

    private void move(Reader reader) {
        holder = reader;
        reader.fresh = false;
        resting = false;
        taken = 0;
        turnSinceNs = clock.getAsLong();
        seek(reader, reader.next);
        changed.signalAll();
    }

    private void seek(Reader reader, long first) {
        expected = first;
        boolean far = reader.reach >= FULL_REACH;
        spanEnd = far ? reader.end : Math.min(reader.end, first + reader.reach);
        if (playing != null) playing.seek(new Span(first, spanEnd));
    }

    /**
     * A slice that nobody has asked for since the last seek is passed on; it comes from before. One
     * that the holder wants and does not take yet waits here.
     */
    @Override
    public void accept(long index, byte[] plain, int length) {
        lock.lock();
        try {
            while (!over && index == expected) {
                boolean moved = give(index, plain, length);
                if (moved) return;
                changed.awaitUninterruptibly();
            }
        } finally {
            lock.unlock();
        }
    }

    /** To all who wait for it; true when the holder is among them. */
    private boolean give(long index, byte[] plain, int length) {
        for (Reader reader : readers) {
            if (!reader.waiting || reader.full || reader.next != index) continue;
            System.arraycopy(plain, 0, reader.slice, 0, length);
            reader.length = length;
            reader.full = true;
            reader.fresh = false;
            reader.next++;
            changed.signalAll();
        }
        Reader current = holder;
        if (current == null || current.next <= index) return false;
        expected = index + 1;
        taken++;
        if (current.next == expected) reachFurther(current);
        return true;
    }

    private void reachFurther(Reader reader) {
        if (spanEnd == reader.end || spanEnd - expected > reader.reach / 2) return;
        reader.reach *= 2;
        seek(reader, expected);
    }

    private void end(@Nullable Failure why) {
        lock.lock();
        try {
            over = true;
            failure = why;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Ends it, unless somebody reads; false when that is so. A reader whose client has all that it
     * wanted may still be on its way out: it is waited for.
     */
    boolean stopUnlessRead() throws InterruptedException {
        lock.lock();
        try {
            for (long leftNs = LEAVE_NS; !readers.isEmpty() && leftNs > 0; )
                leftNs = changed.awaitNanos(leftNs);
            if (!readers.isEmpty()) return false;
            stop();
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** Ends it, whoever reads. */
    void stop() {
        lock.lock();
        try {
            end(null);
            if (playing != null) playing.leave();
        } finally {
            lock.unlock();
        }
    }

    /** From time to time: without readers it fetches no more, and then ends. */
    void look() {
        lock.lock();
        try {
            if (over || playing == null || !readers.isEmpty()) return;
            long idleNs = clock.getAsLong() - leftNs;
            if (idleNs > GRACE_NS && !resting) rest(playing);
            if (idleNs > LINGER_NS) stop();
        } finally {
            lock.unlock();
        }
    }

    private void rest(Playing idle) {
        resting = true;
        long at = Math.max(0, expected);
        expected = -1;
        idle.seek(new Span(at, at));
        changed.signalAll();
    }
}
