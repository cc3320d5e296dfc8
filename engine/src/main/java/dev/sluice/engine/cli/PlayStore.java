package dev.sluice.engine.cli;

import dev.sluice.engine.cache.LocalSlices;
import dev.sluice.engine.cache.SliceCache;
import dev.sluice.engine.cache.WorkCache;
import dev.sluice.engine.node.Home;
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
    private final FileSliceStore contents;
    private final FileSliceStore passing;
    private @Nullable SliceCache cache;
    private @Nullable WorkCache work;
    private boolean passes;

    private PlayStore(Keep keep, Output output, FileSliceStore contents, FileSliceStore passing) {
        this.keep = keep;
        this.output = output;
        this.contents = contents;
        this.passing = passing;
    }

    /** {@code contents} is what the node serves, open already; it stays open. */
    static PlayStore open(Home home, FileSliceStore contents, Keep keep, Output output)
            throws IOException {
        return new PlayStore(keep, output, contents, home.passing());
    }

    /** The work's slices; what a former playback left is taken over. */
    synchronized LocalSlices of(ContentId id, byte[] signedManifest) throws IOException {
        if (keep == Keep.NOTHING) return LocalSlices.NONE;
        if (keep == Keep.FOR_GOOD) contents.takeOver(passing, id);
        passes = !contents.contains(id) && keep != Keep.FOR_GOOD;
        cache = new SliceCache(passes ? passing : contents, output::note);
        work = cache.open(signedManifest);
        return work;
    }

    /** All was delivered: what was only to go on from is deleted. */
    synchronized void played() throws IOException {
        if (work == null || cache == null) return;
        ContentId id = work.content().id();
        work.close();
        if (passes) cache.remove(id);
    }

    @Override
    public synchronized void close() throws IOException {
        if (cache != null) cache.close();
        passing.close();
    }
}
