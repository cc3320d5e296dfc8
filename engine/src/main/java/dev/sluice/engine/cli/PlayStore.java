package dev.sluice.engine.cli;

import dev.sluice.engine.cache.LocalSlices;
import dev.sluice.engine.cache.NoRoomException;
import dev.sluice.engine.cache.SliceCache;
import dev.sluice.engine.cache.WorkCache;
import dev.sluice.streaming.content.ContentId;
import dev.sluice.streaming.store.FileSliceStore;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Where the slices of one playback lie on this disk: among those that the node serves, or beside
 * them until all is played.
 *
 * <p>Closing is idempotent and may be done by another thread, when the command is stopped.
 */
final class PlayStore implements AutoCloseable {
    /** What is kept of what was bought. */
    enum Keep {
        NOTHING,
        UNTIL_PLAYED,
        FOR_GOOD
    }

    private final Keep keep;
    private final Output output;
    private final Disk disk;
    private @Nullable SliceCache cache;
    private @Nullable WorkCache work;
    private boolean passes;

    PlayStore(Disk disk, Keep keep, Output output) {
        this.disk = disk;
        this.keep = keep;
        this.output = output;
    }

    /** The work's slices; what a former playback left is taken over. */
    synchronized LocalSlices of(ContentId id, byte[] signedManifest) throws IOException {
        if (keep == Keep.NOTHING) return LocalSlices.NONE;
        if (keep == Keep.FOR_GOOD) disk.contents().takeOver(disk.passing(), id);
        passes = !disk.contents().contains(id) && keep != Keep.FOR_GOOD;
        FileSliceStore store = passes ? disk.passing() : disk.contents();
        disk.uses().served(id, 0, Disk.nowSeconds());
        cache = new SliceCache(store, disk.room(), output::note);
        try {
            work = cache.open(signedManifest);
            return work;
        } catch (NoRoomException e) {
            output.note("nothing of it is kept: " + e.getMessage());
            return LocalSlices.NONE;
        }
    }

    /** All was delivered: what was only to go on from is deleted. */
    synchronized void played() throws IOException {
        if (work == null || cache == null) return;
        ContentId id = work.content().id();
        work.close();
        if (passes) cache.remove(id);
    }

    @Override
    public synchronized void close() {
        if (cache != null) cache.close();
    }
}
