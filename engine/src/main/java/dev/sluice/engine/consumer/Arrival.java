package dev.sluice.engine.consumer;

import org.jspecify.annotations.Nullable;

/**
 * A slice frame as it came, and where in it the ciphertext lies.
 *
 * <p>Belongs to the check stage, then to the stage that decides, which lends it to the ring.
 */
final class Arrival {
    final int peer;
    final long index;
    final byte[] frame;
    final int offset;
    final int length;

    /** The slice's key, checked; null until it is here. */
    byte @Nullable [] key;

    /** Who still needs it: the window, and each place in the ring that was not passed. */
    int holders;

    boolean isLocal() {
        return peer == LocalReader.PEER;
    }

    Arrival(int peer, long index, byte[] frame, int offset, int length) {
        this.peer = peer;
        this.index = index;
        this.frame = frame;
        this.offset = offset;
        this.length = length;
    }
}
