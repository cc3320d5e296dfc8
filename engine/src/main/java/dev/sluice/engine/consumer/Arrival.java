package dev.sluice.engine.consumer;

/** A slice frame as it came, and where in it the ciphertext lies. */
final class Arrival {
    final int peer;
    final long index;
    final byte[] frame;
    final int offset;
    final int length;

    Arrival(int peer, long index, byte[] frame, int offset, int length) {
        this.peer = peer;
        this.index = index;
        this.frame = frame;
        this.offset = offset;
        this.length = length;
    }
}
