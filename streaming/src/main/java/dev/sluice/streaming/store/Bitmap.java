package dev.sluice.streaming.store;

import java.util.SortedSet;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;

/** A set of slices in memory: one bit each. Safe for many threads. */
final class Bitmap {
    private final AtomicLongArray words;
    private final AtomicLong count = new AtomicLong();
    private final long slices;

    Bitmap(long slices) {
        this.slices = slices;
        this.words = new AtomicLongArray(Math.toIntExact((slices + 63) >> 6));
    }

    long slices() {
        return slices;
    }

    long count() {
        return count.get();
    }

    boolean get(long slice) {
        return slice >= 0 && slice < slices && (words.get(wordOf(slice)) & bitOf(slice)) != 0;
    }

    void set(long slice) {
        long before = words.getAndUpdate(wordOf(slice), word -> word | bitOf(slice));
        if ((before & bitOf(slice)) == 0) count.incrementAndGet();
    }

    void clear(long slice) {
        long before = words.getAndUpdate(wordOf(slice), word -> word & ~bitOf(slice));
        if ((before & bitOf(slice)) != 0) count.decrementAndGet();
    }

    void setAll(SortedSet<Long> some) {
        some.forEach(this::set);
    }

    /** Sets what is set in another over as many slices. */
    void setAll(Bitmap other) {
        for (long slice = 0; slice < slices; slice++) if (other.get(slice)) set(slice);
    }

    /** A word of 64 bits, slice 0 lowest; 0 beyond the end. */
    long word(int index) {
        return index < words.length() ? words.get(index) : 0;
    }

    static int wordOf(long slice) {
        return (int) (slice >> 6);
    }

    static long bitOf(long slice) {
        return 1L << slice;
    }
}
