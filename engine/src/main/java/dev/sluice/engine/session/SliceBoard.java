package dev.sluice.engine.session;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

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
 *
 * <p>What is here or under way when the player goes elsewhere stays, as far as the new window
 * reaches; it is claimed once more, since the ring passes over all that was claimed before.
 */
final class SliceBoard {
    enum State {
        CLAIMED,
        LOCAL,
        VERIFIED,
        PUBLISHED
    }

    /** What becomes of the slices of the old window. */
    interface Leavers {
        boolean isUnderWay(long index);

        /** The window does not want the slice any more. */
        void left(long index, State state);
    }

    private final int mask;
    private final long[] slices;
    private final @Nullable State[] states;
    private long end;
    private long claimed;
    private long delivered;
    private int occupied;

    SliceBoard(int capacity, Span span) {
        this.mask = capacity - 1;
        this.slices = new long[capacity];
        this.states = new @Nullable State[capacity];
        Arrays.fill(slices, -1);
        begin(span);
    }

    private void begin(Span span) {
        end = span.end();
        claimed = span.first();
        delivered = span.first();
    }

    /** The player goes elsewhere. */
    void seek(Span span, Leavers leavers) {
        Span window = new Span(span.first(), Math.min(span.end(), span.first() + slices.length));
        for (int place = 0; place < slices.length; place++) {
            State state = states[place];
            if (state == null) continue;
            long index = slices[place];
            boolean here = state == State.VERIFIED || state == State.PUBLISHED;
            boolean comes = state == State.CLAIMED && leavers.isUnderWay(index);
            if (window.holds(index) && (here || comes)) {
                if (here) states[place] = State.VERIFIED;
            } else {
                states[place] = null;
                leavers.left(index, state);
            }
        }
        begin(span);
    }

    boolean canClaim() {
        return claimed < end && claimed - delivered < slices.length && occupied < slices.length;
    }

    /**
     * The next slice, which may lie on this node's own disk; one that was kept stands as it stood.
     */
    long claim(boolean local) {
        long index = claimed++;
        occupied++;
        if (holds(index)) return index;
        slices[at(index)] = index;
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

    /** Wanted, or kept to be wanted soon. */
    boolean holds(long index) {
        return slices[at(index)] == index && states[at(index)] != null;
    }

    private boolean is(long index, State state) {
        return slices[at(index)] == index && states[at(index)] == state;
    }

    /** The slice is wanted and has not arrived. */
    boolean awaits(long index) {
        return is(index, State.CLAIMED);
    }

    /** The slice is open, or about to be: it waits for nothing but the player. */
    boolean isPublished(long index) {
        return is(index, State.PUBLISHED);
    }

    /** The slice has its place in the ring, and all that is lacking is its key. */
    boolean isPublishable(long index) {
        return index >= delivered && index < claimed && is(index, State.VERIFIED);
    }

    /** The slice is claimed and is being read from this node's own disk. */
    boolean isLocal(long index) {
        return is(index, State.LOCAL);
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

    /** Nothing is lacking but that the player takes it, or says what it wants. */
    boolean awaitsPlayer() {
        for (long index = delivered; index < claimed; index++)
            if (!isPublished(index)) return false;
        return claimed > delivered || claimed == end || occupied > 0;
    }

    boolean claimedAll() {
        return claimed == end;
    }

    void verified(long index) {
        states[at(index)] = State.VERIFIED;
    }

    void published(long index) {
        states[at(index)] = State.PUBLISHED;
    }

    /** A place of the ring is free again. */
    void passed() {
        occupied--;
    }

    void delivered(long index) {
        if (index != delivered)
            throw new IllegalStateException("slice " + index + " delivered before " + delivered);
        states[at(index)] = null;
        delivered++;
    }

    private int at(long index) {
        return (int) index & mask;
    }
}
