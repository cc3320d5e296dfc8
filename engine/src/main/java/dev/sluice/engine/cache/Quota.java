package dev.sluice.engine.cache;

import dev.sluice.streaming.content.ContentId;
import dev.sluice.streaming.content.Geometry;
import dev.sluice.streaming.content.HashTree;
import dev.sluice.streaming.content.Manifest;
import dev.sluice.streaming.content.ManifestCodec;
import dev.sluice.streaming.content.ManifestException;
import dev.sluice.streaming.store.FileSliceStore;
import dev.sluice.streaming.store.SliceStore;
import dev.sluice.streaming.store.StoredContent;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * How much of this disk the works of others may take: a strict bound. Nothing is written before its
 * bytes are counted here; when there is no room, the work of least value goes, whole.
 *
 * <p>Never goes what is pinned or in use. What was begun and not played goes before what is served.
 * A node's own works do not count. Any thread; deletes on the thread of who asks for room.
 */
public final class Quota implements Room {
    private static final long BITMAP_BLOCK_SLICES = 4_032;
    private static final long BITMAP_BLOCK_BYTES = 2 * 512;

    private final long maxBytes;
    private final List<FileSliceStore> stores;
    private final Uses uses;
    private final Predicate<ContentId> own;
    private final LongSupplier nowSeconds;
    private final Consumer<ContentId> onGone;
    private final Map<ContentId, Integer> held = new TreeMap<>();
    private long used;

    /**
     * Counts what is there.
     *
     * @param stores what goes first first
     * @param own works that do not count
     * @param onGone told of each work that made room
     */
    public Quota(
            long maxBytes,
            List<FileSliceStore> stores,
            Uses uses,
            Predicate<ContentId> own,
            LongSupplier nowSeconds,
            Consumer<ContentId> onGone)
            throws IOException {
        if (maxBytes < 1) throw new IllegalArgumentException("a quota of " + maxBytes + " bytes");
        this.maxBytes = maxBytes;
        this.stores = List.copyOf(stores);
        this.uses = uses;
        this.own = own;
        this.nowSeconds = nowSeconds;
        this.onGone = onGone;
        for (FileSliceStore store : stores)
            for (ContentId id : store.list()) if (!own.test(id)) used += diskBytes(store.open(id));
        boolean goes = true;
        while (used > maxBytes && goes) goes = makeRoom();
    }

    /**
     * Begins a work in the store, or opens what is there of it; it is held from then on. Fails with
     * {@link NoRoomException} when not even its first files fit.
     */
    public static StoredContent begin(SliceStore store, Room room, byte[] signedManifest)
            throws IOException {
        Manifest manifest = verified(signedManifest);
        ContentId id = manifest.id();
        room.hold(id);
        boolean begun = false;
        try {
            long bytes = overhead(manifest.geometry(), signedManifest.length);
            if (!store.contains(id) && !room.admit(id, bytes))
                throw new NoRoomException(id.toString());
            StoredContent content = store.begin(signedManifest);
            begun = true;
            return content;
        } finally {
            if (!begun) room.letGo(id);
        }
    }

    /**
     * Writes a slice that was verified; what could not be written does not count. Fails with {@link
     * NoRoomException} when there is no room.
     */
    public static void write(
            StoredContent content, Room room, long index, byte[] bytes, int offset, int length)
            throws IOException {
        if (!room.admit(content.id(), length)) throw new NoRoomException("slice " + index);
        try {
            content.writeVerified(index, bytes, offset, length);
        } catch (IOException | RuntimeException e) {
            room.freed(content.id(), length);
            throw e;
        }
    }

    /** Fails with {@link IllegalArgumentException} when its creator did not sign it. */
    static Manifest verified(byte[] signedManifest) {
        try {
            return ManifestCodec.verify(signedManifest);
        } catch (ManifestException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }

    /** What a work takes on disk beside its slices, at most. */
    static long overhead(Geometry geometry, int manifestBytes) {
        long blocks = (geometry.slices() + BITMAP_BLOCK_SLICES - 1) / BITMAP_BLOCK_SLICES;
        return new HashTree(geometry).totalBytes() + blocks * BITMAP_BLOCK_BYTES + manifestBytes;
    }

    /** What a work takes on disk. */
    public static long diskBytes(StoredContent content) {
        return overhead(content.geometry(), content.manifestBytes().length)
                + content.writtenBytes();
    }

    public synchronized long used() {
        return used;
    }

    public long maxBytes() {
        return maxBytes;
    }

    /** The work is in use, and stays: it is played, mirrored, or about to be begun. */
    @Override
    public synchronized void hold(ContentId content) {
        held.merge(content, 1, Integer::sum);
    }

    @Override
    public synchronized void letGo(ContentId content) {
        held.computeIfPresent(content, (_, users) -> users == 1 ? null : users - 1);
    }

    @Override
    public synchronized boolean admit(ContentId content, long bytes) throws IOException {
        if (own.test(content)) return true;
        while (bytes > maxBytes - used) if (!makeRoom()) return false;
        used += bytes;
        return true;
    }

    /** Somebody else deleted what took so much. */
    @Override
    public synchronized void freed(ContentId content, long bytes) {
        if (!own.test(content)) used -= bytes;
    }

    private boolean makeRoom() throws IOException {
        for (FileSliceStore store : stores) {
            ContentId least = leastOf(store);
            if (least == null) continue;
            long bytes = diskBytes(store.open(least));
            if (!store.remove(least)) throw new IOException(least + " cannot be deleted");
            freed(least, bytes);
            uses.forget(least);
            onGone.accept(least);
            return true;
        }
        return false;
    }

    /** By value, then by when it was last used. */
    private @Nullable ContentId leastOf(FileSliceStore store) throws IOException {
        long now = nowSeconds.getAsLong();
        ContentId least = null;
        long leastValue = 0;
        for (ContentId id : store.list()) {
            if (held.containsKey(id) || uses.of(id, now).pinned() || own.test(id)) continue;
            long value = uses.of(id, now).valueBy(now, diskBytes(store.open(id)));
            if (least == null
                    || value < leastValue
                    || (value == leastValue && isOlder(id, least, now))) {
                least = id;
                leastValue = value;
            }
        }
        return least;
    }

    private boolean isOlder(ContentId one, ContentId other, long now) {
        return uses.of(one, now).atSeconds() < uses.of(other, now).atSeconds();
    }
}
