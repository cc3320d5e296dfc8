package dev.sluice.engine.consumer;

import dev.sluice.engine.cache.LocalSlices;
import dev.sluice.engine.session.SessionEvent;
import dev.sluice.streaming.content.HashTree;
import java.io.IOException;
import java.util.BitSet;
import java.util.TreeSet;
import java.util.concurrent.ThreadFactory;

/**
 * Brings slices from this node's own disk to the inbox, lowest first, as a seeder would bring them.
 *
 * <p>One thread reads; any may ask. What waits is what the session has claimed and not seen.
 */
final class LocalReader implements Runnable, AutoCloseable {
    /** Stands where a seeder's number stands. */
    static final int PEER = -2;

    private final LocalSlices local;
    private final Inbox inbox;
    private final BufferPool buffers;
    private final int frameBytes;
    private final Thread thread;
    private final TreeSet<Long> wanted = new TreeSet<>();
    private final BitSet leavesRead = new BitSet();
    private volatile boolean closed;

    LocalReader(
            LocalSlices local,
            Inbox inbox,
            BufferPool buffers,
            int frameBytes,
            ThreadFactory threads) {
        this.local = local;
        this.inbox = inbox;
        this.buffers = buffers;
        this.frameBytes = frameBytes;
        this.thread = threads.newThread(this);
    }

    void start() {
        thread.start();
    }

    void read(long index) {
        synchronized (wanted) {
            wanted.add(index);
            wanted.notifyAll();
        }
    }

    /** The player went elsewhere: what was asked for is not wanted. */
    void forget() {
        synchronized (wanted) {
            wanted.clear();
        }
    }

    @Override
    public void run() {
        try {
            while (!closed) bring(next());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private long next() throws InterruptedException {
        synchronized (wanted) {
            while (wanted.isEmpty()) wanted.wait();
            return wanted.removeFirst();
        }
    }

    /** With the pages above the slice, once for each leaf page. */
    private void bring(long index) {
        int leaf = (int) (index / HashTree.FAN_OUT);
        byte[] frame = buffers.take(frameBytes);
        try {
            int length = local.read(index, !leavesRead.get(leaf), frame);
            if (length < 0) throw new IOException("it is not there any more");
            leavesRead.set(leaf);
            inbox.slice(PEER, frame, length);
        } catch (IOException e) {
            buffers.give(frame);
            if (closed) return;
            local.damaged(index);
            inbox.post(new SessionEvent.SliceUnreadable(index, String.valueOf(e.getMessage())));
        }
    }

    @Override
    public void close() {
        closed = true;
        thread.interrupt();
    }
}
