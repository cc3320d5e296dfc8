package dev.sluice.engine.session;

import java.util.Arrays;

/**
 * Where each slice of the prefetch window stands: from its claim to its delivery. Owned by the
 * session.
 *
 * <pre>
 *   claim ──► WANTED ──► ASKED ──► VERIFIED ──► PUBLISHED ──► delivered: the place is free again
 *               ▲          │
 *               └── lost ──┘
 * </pre>
 */
final class SliceBoard {
    enum State {
        WANTED,
        ASKED,
        VERIFIED,
        PUBLISHED
    }

    static final int NOBODY = -1;

    private final int mask;
    private final long slices;
    private final State[] states;
    private final int[] askers;
    private final int[] seconds;
    private final long[] askedAtNs;
    private long claimed;
    private long delivered;

    SliceBoard(int capacity, long firstSlice, long slices) {
        this.mask = capacity - 1;
        this.slices = slices;
        this.claimed = firstSlice;
        this.delivered = firstSlice;
        this.states = new State[capacity];
        this.askers = new int[capacity];
        this.seconds = new int[capacity];
        this.askedAtNs = new long[capacity];
        Arrays.fill(states, State.PUBLISHED);
    }

    boolean canClaim() {
        return claimed < slices && claimed - delivered < states.length;
    }

    long claim() {
        long index = claimed++;
        states[at(index)] = State.WANTED;
        askers[at(index)] = NOBODY;
        seconds[at(index)] = NOBODY;
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
        return delivered == slices;
    }

    boolean holds(long index) {
        return index >= delivered && index < claimed;
    }

    /** The slice is claimed and has not arrived. */
    boolean awaits(long index) {
        if (!holds(index)) return false;
        State state = state(index);
        return state == State.WANTED || state == State.ASKED;
    }

    /** Some slice that is claimed has not arrived. */
    boolean awaitsAny() {
        for (long index = delivered; index < claimed; index++) if (awaits(index)) return true;
        return false;
    }

    boolean claimedAll() {
        return claimed == slices;
    }

    State state(long index) {
        return states[at(index)];
    }

    void asked(long index, int peer, long nowNs) {
        if (states[at(index)] == State.ASKED) seconds[at(index)] = peer;
        else askers[at(index)] = peer;
        states[at(index)] = State.ASKED;
        askedAtNs[at(index)] = nowNs;
    }

    boolean askedOf(long index, int peer) {
        return holds(index)
                && states[at(index)] == State.ASKED
                && (askers[at(index)] == peer || seconds[at(index)] == peer);
    }

    int asker(long index) {
        return askers[at(index)];
    }

    boolean askedTwice(long index) {
        return seconds[at(index)] != NOBODY;
    }

    long askedAtNs(long index) {
        return askedAtNs[at(index)];
    }

    /** The peer will not bring it; back to wanted unless another was asked too. */
    void lost(long index, int peer) {
        if (!askedOf(index, peer)) return;
        int slot = at(index);
        if (askers[slot] == peer) askers[slot] = seconds[slot];
        seconds[slot] = NOBODY;
        if (askers[slot] == NOBODY) states[slot] = State.WANTED;
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
