package dev.sluice.streaming.wire;

import java.nio.ByteBuffer;

/** Where the fields of a frame lie; the drawing is in the package's documentation. */
public final class FrameLayout {
    /** Bytes before the payload: the length and the type. */
    public static final int HEADER_BYTES = 5;

    private FrameLayout() {}

    /** Writes the five bytes that precede a payload of {@code payloadBytes}. */
    public static void writeHeader(ByteBuffer target, FrameType type, int payloadBytes) {
        checkPayload(type, payloadBytes);
        target.putInt(payloadBytes + 1).put((byte) type.code());
    }

    /** Throws {@code IllegalArgumentException} when a payload of our own exceeds its cap. */
    public static void checkPayload(FrameType type, int payloadBytes) {
        if (payloadBytes < 0 || payloadBytes > type.maxPayloadBytes()) {
            throw new IllegalArgumentException(
                    type
                            + " payload of "
                            + payloadBytes
                            + " bytes, at most "
                            + type.maxPayloadBytes());
        }
    }
}
