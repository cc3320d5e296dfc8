package dev.sluice.streaming.quic;

import dev.sluice.streaming.wire.FrameLayout;
import dev.sluice.streaming.wire.FrameType;
import java.io.IOException;
import java.nio.ByteBuffer;

/** One frame that waits to be sent, or the FIN that ends them. */
record Outgoing(boolean isFin, FrameType type, int payloadBytes, FrameWriter writer) {
    /** Ends the stream; carries nothing. */
    static final Outgoing FIN = new Outgoing(true, FrameType.BYE, 0, target -> {});

    static Outgoing frame(FrameType type, int payloadBytes, FrameWriter writer) {
        return new Outgoing(false, type, payloadBytes, writer);
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
