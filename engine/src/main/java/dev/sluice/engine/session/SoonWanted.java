package dev.sluice.engine.session;

import java.util.ArrayDeque;
import java.util.Deque;

/** Slices that a player will want soon, in order; so many and no more. Owned by the session. */
final class SoonWanted {
    static final int MAX_SLICES = 64;

    private final Deque<Long> slices = new ArrayDeque<>();
    private int room = MAX_SLICES;

    /** What there is no room for is fetched when the player comes to it. */
    void add(Span span) {
        for (long index = span.first(); index < span.end() && room > 0; index++, room--)
            slices.add(index);
    }

    /** The next one, or -1. */
    long next() {
        Long first = slices.peek();
        return first == null ? -1 : first;
    }

    void taken() {
        slices.poll();
    }

    void clear() {
        slices.clear();
    }
}
