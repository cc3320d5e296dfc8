package dev.sluice.engine.consumer;

import dev.sluice.engine.session.SessionEvent;
import org.jspecify.annotations.Nullable;

/**
 * What the check stage made of something that came: what the core is told, and the bytes that this
 * is about.
 */
final class Outcome {
    final SessionEvent event;

    /** The ciphertext of a verified slice. */
    final @Nullable Arrival arrival;

    /** The key that fits. */
    final byte @Nullable [] key;

    private Outcome(SessionEvent event, @Nullable Arrival arrival, byte @Nullable [] key) {
        this.event = event;
        this.arrival = arrival;
        this.key = key;
    }

    static Outcome of(SessionEvent event) {
        return new Outcome(event, null, null);
    }

    static Outcome verified(Arrival arrival) {
        return new Outcome(
                new SessionEvent.SliceVerified(arrival.peer, arrival.index), arrival, null);
    }

    static Outcome read(Arrival arrival) {
        return new Outcome(new SessionEvent.SliceRead(arrival.index), arrival, null);
    }

    static Outcome keyFits(long index, byte[] key) {
        return new Outcome(new SessionEvent.KeyFits(index), null, key);
    }
}
