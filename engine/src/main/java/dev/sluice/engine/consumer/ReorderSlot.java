package dev.sluice.engine.consumer;

import org.jspecify.annotations.Nullable;

/** One slice on its way to the player. Mutable and reused; grouped by the stage that writes. */
final class ReorderSlot {
    // decide, when it claims
    long index;

    /** How often the player had gone elsewhere by then. */
    int turn;

    // decide, when it publishes; null in a place that is passed over
    @Nullable Arrival arrival;

    // open
    final byte[] plain;
    int plainLength;

    ReorderSlot(int sliceBytes) {
        this.plain = new byte[sliceBytes];
    }
}
