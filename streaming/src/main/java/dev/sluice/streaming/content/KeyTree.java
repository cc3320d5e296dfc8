package dev.sluice.streaming.content;

import dev.sluice.streaming.text.Bytes;
import java.util.ArrayList;
import java.util.List;

/**
 * The creator's side of a work's keys: a binary tree of seeds over the slices, every child a
 * one-way image of its parent. Handing out a node hands out its run of slices and nothing else
 * (I8), so any range costs at most 2·log2(slices) seeds of 32 bytes.
 *
 * <p>Owned by one thread: it reuses digests. Deterministic, so a creator can rebuild every key.
 */
public final class KeyTree {
    private final Geometry geometry;
    private final CipherSuite suite;
    private final KeySchedule schedule = new KeySchedule();
    private final KeySeed top;

    public KeyTree(RootSeed root, Geometry geometry, CipherSuite suite) {
        this.geometry = geometry;
        this.suite = suite;
        this.top = new KeySeed(depth(geometry), 0, Bytes.of(schedule.top(root, geometry)));
    }

    /** Height of the top above the leaves: log2 of the slices, rounded up. */
    public static int depth(Geometry geometry) {
        return Long.SIZE - Long.numberOfLeadingZeros(geometry.slices() - 1);
    }

    /**
     * The fewest seeds that give the keys of exactly these slices, in order. A range that reaches
     * the content's end takes the nodes to the tree's edge, under which there are no more slices.
     */
    public List<KeySeed> seedsFor(long first, long count) {
        geometry.checkRange(first, count);
        long end = first + count == geometry.slices() ? 1L << top.level() : first + count;
        List<KeySeed> cover = new ArrayList<>();
        for (long at = first; at < first + count; at = cover.getLast().end())
            cover.add(node(at, end));
        return List.copyOf(cover);
    }

    /** The tallest node that starts at a slice and ends within the range. */
    private KeySeed node(long at, long end) {
        int fits = Long.SIZE - 1 - Long.numberOfLeadingZeros(end - at);
        int level = at == 0 ? fits : Math.min(fits, Long.numberOfTrailingZeros(at));
        byte[] seed = top.bytes().toArray();
        schedule.descend(seed, top.level(), level, at >> level);
        return new KeySeed(level, at >> level, Bytes.of(seed));
    }

    /** Writes the 32-byte key of a slice. */
    public void keyFor(long index, byte[] out, int offset) {
        schedule.sliceKey(top, suite, geometry.checkIndex(index), out, offset);
    }

    public byte[] keyFor(long index) {
        byte[] key = new byte[SliceCipher.KEY_BYTES];
        keyFor(index, key, 0);
        return key;
    }

    @Override
    public String toString() {
        return "KeyTree[" + geometry + ", " + suite + ", redacted]";
    }
}
