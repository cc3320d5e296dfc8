package dev.sluice.streaming.content;

import java.util.Map;
import java.util.TreeMap;

/**
 * The consumer's side of a work's keys: the seeds that it has been given, and the slice keys that
 * follow from them. Seeds are aligned runs, so two of them are nested or apart, and the ring keeps
 * only the outermost. Holds at most one seed per slice of the content.
 *
 * <p>A seed is not proof of anything until a key made from it meets its commitment ({@link
 * HashPages#verifyKey}); one that fails is dropped with {@link #drop}. Owned by one thread.
 */
public final class KeyRing {
    private final Geometry geometry;
    private final CipherSuite suite;
    private final KeySchedule schedule = new KeySchedule();
    private final TreeMap<Long, KeySeed> byFirstSlice = new TreeMap<>();

    public KeyRing(Geometry geometry, CipherSuite suite) {
        this.geometry = geometry;
        this.suite = suite;
    }

    /**
     * Takes a seed. False when its slices were covered already; {@link IllegalArgumentException}
     * when the content's tree has no such node.
     */
    public boolean add(KeySeed seed) {
        if (seed.level() > KeyTree.depth(geometry) || !geometry.hasSlice(seed.first()))
            throw new IllegalArgumentException(
                    seed + " is outside of " + geometry.slices() + " slices");
        Map.Entry<Long, KeySeed> before = byFirstSlice.floorEntry(seed.first());
        if (before != null && before.getValue().end() >= seed.end()) return false;
        byFirstSlice.subMap(seed.first(), seed.end()).clear();
        byFirstSlice.put(seed.first(), seed);
        return true;
    }

    public boolean covers(long index) {
        Map.Entry<Long, KeySeed> before = byFirstSlice.floorEntry(index);
        return before != null && before.getValue().covers(index) && geometry.hasSlice(index);
    }

    /**
     * Forgets the seed over a slice, because its key turned out wrong. False when there is none.
     */
    public boolean drop(long index) {
        if (!covers(index)) return false;
        byFirstSlice.remove(byFirstSlice.floorKey(index));
        return true;
    }

    /** Writes the 32-byte key of a slice. False when no seed covers it. */
    public boolean keyFor(long index, byte[] out, int offset) {
        if (!covers(index)) return false;
        KeySeed seed = byFirstSlice.floorEntry(index).getValue();
        schedule.sliceKey(seed, suite, index, out, offset);
        return true;
    }

    /** The 32-byte key of a slice; {@link IllegalArgumentException} when no seed covers it. */
    public byte[] keyFor(long index) {
        byte[] key = new byte[SliceCipher.KEY_BYTES];
        if (!keyFor(index, key, 0))
            throw new IllegalArgumentException("no key seed covers slice " + index);
        return key;
    }

    public int seeds() {
        return byFirstSlice.size();
    }
}
