package dev.sluice.engine.consumer;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * The verified ciphertext of the window, and its keys. A frame goes back to the pool, and its key
 * is wiped, when the window no longer wants it and the ring has passed it.
 *
 * <p>Belongs to the stage that decides.
 */
final class Pieces {
    private final Map<Long, Arrival> kept = new HashMap<>();
    private final BufferPool buffers;

    Pieces(BufferPool buffers) {
        this.buffers = buffers;
    }

    /** The window wants it. */
    void keep(Arrival arrival) {
        arrival.holders = 1;
        if (kept.put(arrival.index, arrival) != null)
            throw new IllegalStateException("slice " + arrival.index + " is here twice");
    }

    /** Nobody wants it. */
    void refuse(Arrival arrival) {
        wipe(arrival);
    }

    /** The key of a slice; one whose ciphertext is not here comes again with that. */
    void key(long index, byte[] key) {
        Arrival arrival = kept.get(index);
        if (arrival != null) arrival.key = key;
    }

    /** Lends it to a place in the ring. */
    Arrival lend(long index) {
        Arrival arrival = kept.get(index);
        if (arrival == null || arrival.key == null)
            throw new IllegalStateException("slice " + index + " is not here with its key");
        arrival.holders++;
        return arrival;
    }

    /** The ring gives it back. */
    void giveBack(Arrival arrival) {
        if (--arrival.holders == 0) wipe(arrival);
    }

    /** The window does not want the slice any more; it may be here or not. */
    void drop(long index) {
        Arrival arrival = kept.remove(index);
        if (arrival != null) giveBack(arrival);
    }

    private void wipe(Arrival arrival) {
        if (arrival.key != null) Arrays.fill(arrival.key, (byte) 0);
        buffers.give(arrival.frame);
    }
}
