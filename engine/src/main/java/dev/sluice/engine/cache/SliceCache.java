package dev.sluice.engine.cache;

import dev.sluice.streaming.content.ContentId;
import dev.sluice.streaming.store.SliceStore;
import dev.sluice.streaming.store.StoredContent;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * The works that are kept on this disk while they are played. Any thread.
 *
 * <p>Owns its threads; the store is its caller's, and is closed after it.
 */
public final class SliceCache implements AutoCloseable {
    /** How old may be what a loss of power takes. */
    private static final long FORCE_MS = 1_000;

    /** How long a slice waits for the disk before it is let go. */
    private static final long MAX_WAIT_MS = 2_000;

    private final SliceStore store;
    private final Room room;
    private final long maxWaitMs;
    private final Consumer<String> trouble;
    private final Map<ContentId, WorkCache> open = new TreeMap<>();
    private final ScheduledExecutorService forcer;

    /** {@code trouble} is told when something can no longer be kept; any thread. */
    public SliceCache(SliceStore store, Room room, Consumer<String> trouble) {
        this(store, room, MAX_WAIT_MS, trouble);
    }

    SliceCache(SliceStore store, Room room, long maxWaitMs, Consumer<String> trouble) {
        this.store = store;
        this.room = room;
        this.maxWaitMs = maxWaitMs;
        this.trouble = trouble;
        forcer =
                Executors.newSingleThreadScheduledExecutor(
                        Thread.ofPlatform().daemon().name("cache-force-", 0).factory());
        var _ =
                forcer.scheduleWithFixedDelay(
                        this::force, FORCE_MS, FORCE_MS, TimeUnit.MILLISECONDS);
    }

    /**
     * The work, begun when nothing of it is here. Fails with {@link IllegalArgumentException} when
     * the manifest is not signed by its creator, with {@link NoRoomException} when not even that
     * fits.
     */
    public synchronized WorkCache open(byte[] signedManifest) throws IOException {
        ContentId id = Quota.verified(signedManifest).id();
        WorkCache work = open.get(id);
        if (work == null) {
            StoredContent content = Quota.begin(store, room, signedManifest);
            work = new WorkCache(this, content, room, maxWaitMs, trouble);
            open.put(id, work);
        }
        work.users(1);
        return work;
    }

    /** Deletes what is here of the work, unless somebody uses it. */
    public synchronized boolean remove(ContentId content) throws IOException {
        if (open.containsKey(content) || !store.contains(content)) return false;
        long bytes = Quota.diskBytes(store.open(content));
        boolean removed = store.remove(content);
        if (removed) room.freed(content, bytes);
        return removed;
    }

    void release(WorkCache work) {
        synchronized (this) {
            if (work.users(-1) > 0) return;
            open.remove(work.content().id());
            work.end();
            room.letGo(work.content().id());
        }
    }

    private void force() {
        List<WorkCache> works;
        synchronized (this) {
            works = List.copyOf(open.values());
        }
        works.forEach(WorkCache::force);
    }

    /** Ends when all that was kept is written and forced. */
    @Override
    public void close() {
        forcer.shutdown();
        synchronized (this) {
            open.values().forEach(WorkCache::end);
            open.clear();
        }
    }
}
