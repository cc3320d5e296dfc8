package dev.sluice.engine.gateway;

/**
 * One who reads a work from a slice on: a request. It holds one slice at a time.
 *
 * <p>{@link #take} and {@link #close} belong to the request's thread, the fields to the lock of its
 * {@link SharedPlayback}.
 */
final class Reader implements AutoCloseable {
    private final SharedPlayback playback;
    final byte[] slice;
    final long end;
    long next;
    int length;
    boolean full;
    boolean waiting;
    boolean fresh = true;
    int reach = SharedPlayback.FIRST_REACH;
    long busySinceNs;

    Reader(SharedPlayback playback, long first, long end, int sliceBytes) {
        this.playback = playback;
        this.next = first;
        this.end = end;
        this.slice = new byte[sliceBytes];
    }

    /** The next slice, in {@link #slice} until the next call; answers its length. Blocks. */
    int take() throws PlayException, InterruptedException {
        return playback.take(this);
    }

    @Override
    public void close() {
        playback.leave(this);
    }
}
