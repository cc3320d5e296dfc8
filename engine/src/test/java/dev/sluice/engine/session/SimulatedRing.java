package dev.sluice.engine.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayDeque;
import java.util.Deque;

/** The reorder ring of a simulated session: claimed in order, passed in order. */
final class SimulatedRing {
    /** Mutable. */
    private static final class Place {
        private final long index;
        private final int turn;
        private boolean published;

        Place(long index, int turn) {
            this.index = index;
            this.turn = turn;
        }
    }

    private final int slots;
    private final Deque<Place> places = new ArrayDeque<>();
    private int turn;
    private long next;

    SimulatedRing(int slots) {
        this.slots = slots;
    }

    int turn() {
        return turn;
    }

    void turn(long first) {
        turn++;
        next = first;
    }

    void claim(long index) {
        assertEquals(next++, index, "claimed out of order");
        assertTrue(places.size() < slots, "claimed beyond the ring");
        places.add(new Place(index, turn));
    }

    void publish(long index) {
        for (Place place : places)
            if (place.index == index && place.turn == turn) {
                assertFalse(place.published, "published twice");
                place.published = true;
                return;
            }
        throw new AssertionError("published what was not claimed: " + index);
    }

    /** The first place was published, or is passed over. */
    boolean canPass() {
        Place head = places.peek();
        return head != null && (head.turn != turn || head.published);
    }

    /** What the player or the session is told of the first place. */
    SessionEvent.SliceDelivered pass() {
        Place head = places.remove();
        return new SessionEvent.SliceDelivered(head.index, head.turn);
    }
}
