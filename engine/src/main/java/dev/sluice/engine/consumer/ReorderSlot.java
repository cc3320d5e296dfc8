package dev.sluice.engine.consumer;

import org.jspecify.annotations.Nullable;

/** One slice on its way to the player. Mutable and reused; grouped by the stage that writes. */
final class ReorderSlot {
    private static final byte[] NONE = {};

    // decide, when it claims
    long index;

    /** How often the player had gone elsewhere by then. */
    int turn;

    // decide, when it publishes; null in a place that is passed over
    @Nullable Arrival arrival;

    // open; lent by the pool until the player has it
    byte[] plain = NONE;
    int plainLength;

    /** Nobody needs the plaintext any more. */
    void giveBack(BufferPool buffers) {
        buffers.give(plain);
        plain = NONE;
    }
}
