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

    // open
    byte[] plain = NONE;
    int plainLength;

    /** Its memory comes with the first slice: a whole ring of it would be cleared before that. */
    byte[] room(int sliceBytes) {
        if (plain.length == 0) plain = new byte[sliceBytes];
        return plain;
    }
}
