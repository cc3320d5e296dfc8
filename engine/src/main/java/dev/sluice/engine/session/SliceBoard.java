package dev.sluice.engine.session;

import java.util.Arrays;

/**
 * Where each slice of the prefetch window stands: from its claim to its delivery. Owned by the
 * session.
 *
 * <pre>
 *   claim ──► CLAIMED ──► VERIFIED ──► PUBLISHED ──► delivered: the place is free again
 *     │          ▲             ▲
 *     └──► LOCAL ┴ unreadable  │  read from this node's own disk
 *            └─────────────────┘
 * </pre>
 */
final class SliceBoard {
    enum State {
        CLAIMED,
        LOCAL,
        VERIFIED,
        PUBLISHED
    }

    private final int mask;
    private final long end;
    private final State[] states;
    private long claimed;
    private long delivered;

    SliceBoard(int capacity, Span span) {
        this.mask = capacity - 1;
        this.end = span.end();
        this.claimed = span.first();
        this.delivered = span.first();
        this.states = new State[capacity];
        Arrays.fill(states, State.PUBLISHED);
    }

    boolean canClaim() {
        return claimed < end && claimed - delivered < states.length;
    }

    long claim(boolean local) {
        long index = claimed++;
        states[at(index)] = local ? State.LOCAL : State.CLAIMED;
        return index;
    }

    /** First slice that is not claimed. */
    long claimed() {
        return claimed;
    }

    /** First slice that the player does not have. */
    long delivered() {
        return delivered;
    }

    boolean finished() {
        return delivered == end;
    }

    /** First slice that the player does not want. */
    long end() {
        return end;
    }

    boolean holds(long index) {
        return index >= delivered && index < claimed;
    }

    /** The slice is claimed and has not arrived. */
    boolean awaits(long index) {
        return holds(index) && state(index) == State.CLAIMED;
    }

    /** The slice is claimed and is being read from this node's own disk. */
    boolean isLocal(long index) {
        return holds(index) && state(index) == State.LOCAL;
    }

    /** It cannot be read there, and is asked of others. */
    void notLocal(long index) {
        states[at(index)] = State.CLAIMED;
    }

    /** Some slice that is claimed has not arrived. */
    boolean awaitsAny() {
        for (long index = delivered; index < claimed; index++) if (awaits(index)) return true;
        return false;
    }

    boolean claimedAll() {
        return claimed == end;
    }

    State state(long index) {
        return states[at(index)];
    }

    void verified(long index) {
        states[at(index)] = State.VERIFIED;
    }

    void published(long index) {
        states[at(index)] = State.PUBLISHED;
    }

    void delivered(long index) {
        if (index != delivered)
            throw new IllegalStateException("slice " + index + " delivered before " + delivered);
        delivered++;
    }

    private int at(long index) {
        return (int) index & mask;
    }
}
