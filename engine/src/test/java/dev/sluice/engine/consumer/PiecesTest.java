package dev.sluice.engine.consumer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

/** A frame goes back to the pool when neither window nor ring needs it, and its key is wiped. */
final class PiecesTest {
    private static final int BYTES = 64;

    private final BufferPool buffers = new BufferPool(BYTES, 4);
    private final Pieces pieces = new Pieces(buffers);
    private final Arrival arrival = new Arrival(0, 7, buffers.take(BYTES), 0, BYTES);
    private final byte[] key = {1, 2, 3};

    private void kept() {
        assertNotSame(arrival.frame, buffers.take(BYTES), "it is still needed");
        assertArrayEquals(new byte[] {1, 2, 3}, key);
    }

    private void free() {
        assertSame(arrival.frame, buffers.take(BYTES));
        assertArrayEquals(new byte[3], key);
    }

    @Test
    void whatTheRingPassedIsKeptUntilTheWindowDropsIt() {
        pieces.keep(arrival);
        pieces.key(7, key);
        pieces.giveBack(pieces.lend(7));
        kept();
        pieces.drop(7);
        free();
    }

    @Test
    void whatTheWindowDroppedIsKeptUntilTheRingHasPassedIt() {
        pieces.keep(arrival);
        pieces.key(7, key);
        pieces.lend(7);
        pieces.lend(7);
        pieces.drop(7);
        pieces.giveBack(arrival);
        kept();
        pieces.giveBack(arrival);
        free();
    }

    @Test
    void whatNobodyWantsIsFreeAtOnce() {
        arrival.key = key;
        pieces.refuse(arrival);
        free();
    }

    @Test
    void aSliceIsLentOnlyWithItsKey() {
        pieces.key(7, key);
        assertThrows(IllegalStateException.class, () -> pieces.lend(7));
        pieces.keep(arrival);
        assertThrows(IllegalStateException.class, () -> pieces.lend(7));
        assertThrows(IllegalStateException.class, () -> pieces.keep(arrival), "twice");
    }
}
