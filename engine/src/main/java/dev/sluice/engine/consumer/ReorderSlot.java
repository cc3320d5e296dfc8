package dev.sluice.engine.consumer;

/** One slice on its way to the player. Mutable and reused; grouped by the stage that writes. */
final class ReorderSlot {
    // decide, when it claims
    long index;

    // check, before decide publishes
    byte[] frame = NO_BYTES;
    int cipherOffset;
    int cipherLength;
    final byte[] key = new byte[32];

    // open
    final byte[] plain;
    int plainLength;

    static final byte[] NO_BYTES = new byte[0];

    ReorderSlot(int sliceBytes) {
        this.plain = new byte[sliceBytes];
    }
}
