package dev.sluice.engine.cache;

import dev.sluice.streaming.content.Geometry;
import dev.sluice.streaming.content.PageId;
import dev.sluice.streaming.store.StoredContent;
import java.io.IOException;
import java.util.BitSet;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The way of verified slices to the disk: copies in, one thread that writes them, in order.
 *
 * <p>Copies are bounded. When all are in use, who brings the next waits for the disk, up to a
 * limit; then slices are let go instead, until the disk has caught up, so that a disk that hangs
 * does not stop the player. A failed write, or no room, ends the keeping, and is told once.
 */
final class CacheWriter implements Runnable {
    private static final int QUEUE_BYTES = 8 << 20;
    private static final int MIN_PLACES = 8;

    private final StoredContent content;
    private final Room room;
    private final long maxWaitMs;
    private final Consumer<String> trouble;
    private final ArrayBlockingQueue<Place> free;
    private final ArrayBlockingQueue<Place> full;

    /** Slices on their way, also the lock of it: a set of numbers would allocate for each. */
    private final BitSet waiting = new BitSet();

    private final Thread thread;
    private volatile boolean behind;
    private volatile boolean stopped;

    /** A copy on its way. Mutable and reused; {@code page} is null for a slice. */
    private static final class Place {
        final byte[] bytes;
        int length;
        long index;
        @Nullable PageId page;
        boolean last;

        Place(int capacity) {
            bytes = new byte[capacity];
        }
    }

    CacheWriter(StoredContent content, Room room, long maxWaitMs, Consumer<String> trouble) {
        this.content = content;
        this.room = room;
        this.maxWaitMs = maxWaitMs;
        this.trouble = trouble;
        int capacity = content.geometry().sliceBytes() + Geometry.TAG_BYTES;
        int places = Math.max(MIN_PLACES, QUEUE_BYTES / capacity);
        free = new ArrayBlockingQueue<>(places);
        full = new ArrayBlockingQueue<>(places + 1);
        for (int i = 0; i < places; i++) free.add(new Place(capacity));
        thread = Thread.ofPlatform().daemon().name("cache-" + content.id()).start(this);
    }

    /** False when it is let go. */
    boolean slice(long index, byte[] bytes, int offset, int length) {
        return copy(null, index, bytes, offset, length);
    }

    /** Whether a slice is on its way: it was verified and need not be bought again. */
    boolean holds(long index) {
        synchronized (waiting) {
            return waiting.get(Math.toIntExact(index));
        }
    }

    /** Returns when the slice is not on its way any more, or when the disk takes too long. */
    void await(long index) throws IOException {
        long endNs = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(maxWaitMs);
        synchronized (waiting) {
            try {
                while (waiting.get(Math.toIntExact(index))) {
                    long leftNs = endNs - System.nanoTime();
                    if (leftNs <= 0) return;
                    TimeUnit.NANOSECONDS.timedWait(waiting, leftNs);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IOException("interrupted", e);
            }
        }
    }

    private void onItsWay(Place place) {
        if (place.page != null) return;
        synchronized (waiting) {
            waiting.set(Math.toIntExact(place.index));
        }
    }

    private void isOver(Place place) {
        if (place.page != null) return;
        synchronized (waiting) {
            waiting.clear(Math.toIntExact(place.index));
            waiting.notifyAll();
        }
    }

    boolean page(PageId page, byte[] bytes) {
        return copy(page, page.index(), bytes, 0, bytes.length);
    }

    private boolean copy(@Nullable PageId page, long index, byte[] bytes, int offset, int length) {
        Place place = stopped ? null : take();
        if (place == null) return false;
        System.arraycopy(bytes, offset, place.bytes, 0, length);
        place.length = length;
        place.index = index;
        place.page = page;
        onItsWay(place);
        full.add(place);
        return true;
    }

    private @Nullable Place take() {
        Place place = free.poll();
        if (place != null) behind = false;
        if (place != null || behind) return place;
        try {
            place = free.poll(maxWaitMs, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        behind = place == null;
        return place;
    }

    @Override
    public void run() {
        try {
            for (Place place = full.take(); !place.last; place = full.take()) {
                if (!stopped) write(place);
                isOver(place);
                free.add(place);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void write(Place place) {
        try {
            if (place.page == null) slice(place);
            else content.writePage(place.page, java.util.Arrays.copyOf(place.bytes, place.length));
        } catch (IOException e) {
            failed(e);
        }
    }

    private void slice(Place place) throws IOException {
        if (!content.isWritten(place.index))
            Quota.write(content, room, place.index, place.bytes, 0, place.length);
    }

    /** Forces what was written; on a thread of its owner's. */
    void force() {
        try {
            content.force();
        } catch (IOException e) {
            failed(e);
        }
    }

    private synchronized void failed(IOException e) {
        if (stopped) return;
        stopped = true;
        trouble.accept("what arrives is no longer kept on disk: " + e.getMessage());
    }

    /** Ends when all that was taken is written. Waits for it, but not for a disk that hangs. */
    void close(long waitMs) {
        Place end = new Place(0);
        end.last = true;
        full.add(end);
        try {
            thread.join(waitMs);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
