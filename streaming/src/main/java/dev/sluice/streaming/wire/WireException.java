package dev.sluice.streaming.wire;

import java.io.Serial;

/**
 * A peer broke the frame layout: the message carries the two numbers that disagree.
 *
 * <p>It ends the stream with {@link ErrorCode#PROTOCOL}, and then the peer's connection.
 */
public final class WireException extends Exception {
    @Serial private static final long serialVersionUID = 1;

    private WireException(String message) {
        super(message);
    }

    private WireException(String message, Throwable cause) {
        super(message, cause);
    }

    /** A payload that does not parse as the message that its type promises. */
    public static WireException malformed(String what, Throwable cause) {
        return new WireException(what + " does not parse: " + cause.getMessage(), cause);
    }

    static WireException unknownType(int code) {
        return new WireException("unknown frame type: " + code);
    }

    static WireException emptyFrame() {
        return new WireException("frame length 0, at least 1 is needed for the type");
    }

    static WireException oversize(FrameType type, long payloadBytes) {
        return new WireException(
                type + " payload of " + payloadBytes + " bytes, at most " + type.maxPayloadBytes());
    }

    static WireException afterEnd(int bytes) {
        return new WireException(bytes + " bytes after " + FrameType.END + ", at most 0");
    }

    static WireException truncated(int haveBytes, int needBytes) {
        return new WireException(
                "stream ended inside a frame: " + haveBytes + " of " + needBytes + " bytes");
    }

    static WireException badSlice(String what, long expected, long actual) {
        return new WireException(
                "slice frame: " + what + ": expected " + expected + ", actual " + actual);
    }
}
