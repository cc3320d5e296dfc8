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
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Predicate;

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

    /** What a work takes on disk when all of it is here. */
    public static long wholeBytes(Geometry geometry, int manifestBytes) {
        return overhead(geometry, manifestBytes) + geometry.cipherBytes();
    }

    /** What would go to make room for so many bytes, in order; empty when nothing could. */
    public synchronized Optional<List<Victim>> victims(long bytes) throws IOException {
        List<Victim> victims = new ArrayList<>();
        long room = maxBytes - used;
        for (FileSliceStore store : stores)
            for (Victim next : evictable(store)) {
                if (room >= bytes) return Optional.of(victims);
                victims.add(next);
                room += next.bytes();
            }
        return room >= bytes ? Optional.of(victims) : Optional.empty();
    }

    private boolean makeRoom() throws IOException {
        for (FileSliceStore store : stores) {
            List<Victim> evictable = evictable(store);
            if (evictable.isEmpty()) continue;
            Victim least = evictable.getFirst();
            if (!store.remove(least.content()))
                throw new IOException(least.content() + " cannot be deleted");
            freed(least.content(), least.bytes());
            uses.forget(least.content());
            onGone.accept(least.content());
            return true;
        }
        return false;
    }

    /** By value, then by when it was last used. */
    private List<Victim> evictable(FileSliceStore store) throws IOException {
        long now = nowSeconds.getAsLong();
        List<Victim> evictable = new ArrayList<>();
        for (ContentId id : store.list()) {
            if (held.containsKey(id) || uses.of(id, now).pinned() || own.test(id)) continue;
            long bytes = diskBytes(store.open(id));
            evictable.add(new Victim(id, bytes, uses.of(id, now).valueBy(now, bytes)));
        }
        evictable.sort(
                Comparator.comparingLong(Victim::value)
                        .thenComparingLong(one -> uses.of(one.content(), now).atSeconds()));
        return evictable;
    }
}
