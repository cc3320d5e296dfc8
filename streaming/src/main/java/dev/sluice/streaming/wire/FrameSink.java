package dev.sluice.streaming.wire;

/** Receives the frames that a {@link FrameDecoder} cuts out. */
public interface FrameSink {
    /** An array of at least {@code payloadBytes}; the type's cap was checked. */
    byte[] bufferFor(FrameType type, int payloadBytes);

    /** A whole frame, its payload in {@code buffer[0..length)}. */
    void onFrame(FrameType type, byte[] buffer, int length);
}
