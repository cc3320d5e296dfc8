package dev.sluice.engine.session;

import java.util.Map;
import java.util.TreeMap;

/** The slices whose keys need not be bought, because a grant gave them. Immutable once made. */
public final class HeldKeys {
    /** Every key is to be bought. */
    public static final HeldKeys NONE = new HeldKeys(new TreeMap<>());

    private final TreeMap<Long, Long> endByFirst = new TreeMap<>();

    /** From runs, each first slice with one past its last; they may overlap. */
    public HeldKeys(Map<Long, Long> runs) {
        new TreeMap<>(runs).forEach(this::add);
    }

    private void add(long first, long end) {
        Map.Entry<Long, Long> left = endByFirst.lastEntry();
        if (left != null && left.getValue() >= first)
            endByFirst.put(left.getKey(), Math.max(left.getValue(), end));
        else endByFirst.put(first, end);
    }

    public boolean has(long slice) {
        return skip(slice) > slice;
    }

    /** The first slice from this one on whose key is to be bought. */
    public long skip(long slice) {
        Map.Entry<Long, Long> run = endByFirst.floorEntry(slice);
        return run != null && run.getValue() > slice ? run.getValue() : slice;
    }

    /** The first slice after this one whose key is held; the largest number when none is. */
    public long next(long slice) {
        Long first = endByFirst.higherKey(slice);
        return first == null ? Long.MAX_VALUE : first;
    }
}
