package dev.sluice.engine.scheduler;

import java.util.Arrays;

/**
 * Where each slice of the window stands; a slice has the place of its number modulo the capacity.
 *
 * <pre>
 *   open ──► WANTED ──► ASKED (of one peer, or of two) ──► HERE ──► taken: the place is free again
 *              ▲           │
 *              └── lost ───┘
 * </pre>
 */
final class SliceTable {
    static final int NOBODY = -1;

    private static final byte FREE = 0;
    private static final byte WANTED = 1;
    private static final byte ASKED = 2;
    private static final byte HERE = 3;

    private final int mask;
    private final long[] slices;
    private final byte[] states;
    private final byte[] firsts;
    private final byte[] seconds;
    private final long[] refusedBy;
    private long taken;
    private long end;

    SliceTable(int capacity, long first) {
        this.mask = capacity - 1;
        this.slices = new long[capacity];
        this.states = new byte[capacity];
        this.firsts = new byte[capacity];
        this.seconds = new byte[capacity];
        this.refusedBy = new long[capacity];
        Arrays.fill(slices, NOBODY);
        this.taken = first;
        this.end = first;
    }

    int capacity() {
        return slices.length;
    }

    /** First slice that the player does not have. */
    long taken() {
        return taken;
    }

    /** First slice that may not be asked for. */
    long end() {
        return end;
    }

    /** A slice that was kept over a seek stands as it stood. */
    void open(long newEnd) {
        if (newEnd - taken > slices.length)
            throw new IllegalArgumentException(
                    "the window ends at " + (taken + slices.length) + ", not at " + newEnd);
        for (; end < newEnd; end++) {
            int at = at(end);
            if (slices[at] == end && states[at] != FREE) continue;
            slices[at] = end;
            states[at] = WANTED;
            firsts[at] = NOBODY;
            seconds[at] = NOBODY;
            refusedBy[at] = 0;
        }
    }

    void take(long next) {
        if (next < taken || next > end)
            throw new IllegalArgumentException(
                    "took up to " + next + " of " + taken + " to " + end);
        for (; taken < next; taken++) states[at(taken)] = FREE;
    }

    /** The window begins elsewhere; what lies outside must have been freed. */
    void move(long first) {
        taken = first;
        end = first;
    }

    /** The slice in that place of the arrays, or {@link #NOBODY}. */
    long inPlace(int place) {
        return states[place] == FREE ? NOBODY : slices[place];
    }

    void free(long slice) {
        states[at(slice)] = FREE;
    }

    private boolean is(long slice, byte state) {
        return slices[at(slice)] == slice && states[at(slice)] == state;
    }

    boolean isWanted(long slice) {
        return is(slice, WANTED);
    }

    boolean isAsked(long slice) {
        return is(slice, ASKED);
    }

    boolean isHere(long slice) {
        return is(slice, HERE);
    }

    /** First slice from the playhead on that is not here. */
    long firstMissing() {
        long slice = taken;
        while (slice < end && isHere(slice)) slice++;
        return slice;
    }

    int first(long slice) {
        return firsts[at(slice)];
    }

    /** The second peer that was asked, or {@link #NOBODY}. */
    int second(long slice) {
        return seconds[at(slice)];
    }

    void asked(long slice, int peer) {
        int at = at(slice);
        if (firsts[at] == NOBODY) firsts[at] = (byte) peer;
        else if (seconds[at] == NOBODY) seconds[at] = (byte) peer;
        else throw new IllegalStateException("slice " + slice + " is asked of two peers already");
        states[at] = ASKED;
    }

    /** The peer will not bring it; wanted again, unless another was asked too. */
    void lost(long slice, int peer) {
        if (!isAsked(slice)) return;
        int at = at(slice);
        if (firsts[at] == peer) firsts[at] = seconds[at];
        else if (seconds[at] != peer) return;
        seconds[at] = NOBODY;
        if (firsts[at] == NOBODY) states[at] = WANTED;
    }

    void here(long slice) {
        int at = at(slice);
        states[at] = HERE;
        firsts[at] = NOBODY;
        seconds[at] = NOBODY;
    }

    /** What was here is lost, and wanted again. */
    void wantAgain(long slice) {
        if (isHere(slice)) states[at(slice)] = WANTED;
    }

    void refusedBy(long slice, int peer) {
        if (slices[at(slice)] == slice) refusedBy[at(slice)] |= 1L << peer;
    }

    boolean wasRefusedBy(long slice, int peer) {
        return (refusedBy[at(slice)] & 1L << peer) != 0;
    }

    /** All who could be asked have refused it: each is asked again. */
    void forgiveRefusals(long slice) {
        refusedBy[at(slice)] = 0;
    }

    private int at(long slice) {
        return (int) slice & mask;
    }
}
