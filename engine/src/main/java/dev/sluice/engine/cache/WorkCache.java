package dev.sluice.engine.cache;

import dev.sluice.streaming.content.HashTree;
import dev.sluice.streaming.content.PageId;
import dev.sluice.streaming.store.StoredContent;
import dev.sluice.streaming.wire.SliceFrame;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.function.Consumer;

/**
 * One work in the {@link SliceCache}, shared by all who opened it; each closes it once. Any thread.
 */
public final class WorkCache implements LocalSlices, AutoCloseable {
    private static final long CLOSE_MS = 10_000;

    private final SliceCache cache;
    private final StoredContent content;
    private final HashTree tree;
    private final CacheWriter writer;
    private final Room room;
    private final Consumer<String> trouble;
    private int users;
    private boolean ended;

    WorkCache(
            SliceCache cache,
            StoredContent content,
            Room room,
            long maxWaitMs,
            Consumer<String> trouble) {
        this.cache = cache;
        this.content = content;
        this.tree = new HashTree(content.geometry());
        this.room = room;
        this.trouble = trouble;
        this.writer = new CacheWriter(content, room, maxWaitMs, trouble);
    }

    public StoredContent content() {
        return content;
    }

    @Override
    public boolean has(long index) {
        // in this order: what is not on its way any more is written, or was let go
        return writer.holds(index) || content.isWritten(index);
    }

    @Override
    public int read(long index, boolean withPages, byte[] target) throws IOException {
        writer.await(index);
        ByteBuffer out = ByteBuffer.wrap(target);
        SliceFrame.writeHeader(out, SliceHeaders.of(content, tree, index, withPages).toByteArray());
        return content.read(index, out) < 0 ? -1 : out.position();
    }

    @Override
    public void keepPage(PageId page, byte[] bytes) {
        boolean _ = writer.page(page, bytes);
    }

    @Override
    public void keep(long index, byte[] bytes, int offset, int length) {
        if (!has(index)) {
            boolean _ = writer.slice(index, bytes, offset, length);
        }
    }

    @Override
    public void damaged(long index) {
        try {
            if (!content.isWritten(index)) return;
            content.discard(index);
            room.freed(content.id(), content.geometry().cipherLength(index));
        } catch (IOException e) {
            trouble.accept("slice " + index + " is damaged on disk: " + e.getMessage());
        }
    }

    void force() {
        writer.force();
    }

    /** The cache's own: how many use it. */
    int users(int more) {
        users += more;
        return users;
    }

    /** On the cache's lock: all that was kept is written and forced, once. */
    void end() {
        if (ended) return;
        ended = true;
        writer.close(CLOSE_MS);
        writer.force();
    }

    @Override
    public void close() {
        cache.release(this);
    }
}
