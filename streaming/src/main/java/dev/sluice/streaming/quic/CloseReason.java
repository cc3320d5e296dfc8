package dev.sluice.streaming.quic;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.incubator.codec.quic.QuicConnectionCloseEvent;
import java.nio.charset.StandardCharsets;

/** The text of a connection's end: short, and printable whatever a peer sent (T23). */
final class CloseReason {
    private static final int MAX_CHARS = 128;

    private CloseReason() {}

    static ByteBuf toBytes(String reason) {
        return Unpooled.copiedBuffer(printable(reason), StandardCharsets.US_ASCII);
    }

    /** What the peer gave as its reason. */
    static String of(QuicConnectionCloseEvent event) {
        String kind =
                event.isApplicationClose()
                        ? "closed by the peer, code "
                        : "closed by the peer's transport, code ";
        if (event.isTlsError()) {
            return "TLS alert "
                    + QuicConnectionCloseEvent.extractTlsError(event.error())
                    + " from the peer";
        }
        String text = printable(text(event));
        return kind + event.error() + (text.isEmpty() ? "" : ": " + text);
    }

    private static String text(QuicConnectionCloseEvent event) {
        try {
            return new String(event.reason(), StandardCharsets.US_ASCII);
        } catch (NullPointerException e) {
            // The codec's accessor copies an array that it leaves null when the peer gave no
            // reason.
            return "";
        }
    }

    private static String printable(String text) {
        String shortened = text.substring(0, Math.min(text.length(), MAX_CHARS));
        return shortened.replaceAll("[^ -~]", "?");
    }
}
