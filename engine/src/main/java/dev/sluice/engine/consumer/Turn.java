package dev.sluice.engine.consumer;

/** How often the player went elsewhere. Written by the stage that decides, read by any. */
final class Turn {
    private volatile int now;

    int now() {
        return now;
    }

    @SuppressWarnings("NonAtomicVolatileUpdate") // one thread writes
    void next() {
        now++;
    }

    /** Whether the slot was claimed since. */
    boolean isOf(ReorderSlot slot) {
        return slot.turn == now;
    }
}
