package dev.sluice.streaming.quic;

import dev.sluice.streaming.wire.FrameLayout;
import dev.sluice.streaming.wire.FrameType;
import java.io.IOException;
import java.nio.ByteBuffer;

/** One frame that waits to be sent. */
record Outgoing(FrameType type, int payloadBytes, FrameWriter writer) {
    /** The last one, sent with the FIN. */
    static final Outgoing END = new Outgoing(FrameType.END, 0, target -> {});

    boolean isLast() {
        return type == FrameType.END;
    }

    int bytes() {
        return FrameLayout.HEADER_BYTES + payloadBytes;
    }

    /** Fills {@code target}, which has exactly {@link #bytes} remaining. */
    void writeTo(ByteBuffer target) throws IOException {
        FrameLayout.writeHeader(target, type, payloadBytes);
        ByteBuffer payload = target.slice();
        writer.write(payload);
        if (payload.hasRemaining()) {
            throw new IOException(
                    type
                            + " writer left "
                            + payload.remaining()
                            + " of "
                            + payloadBytes
                            + " bytes");
        }
    }
}
