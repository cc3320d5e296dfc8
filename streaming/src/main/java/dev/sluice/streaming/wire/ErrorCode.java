package dev.sluice.streaming.wire;

/**
 * Application error codes of QUIC's RESET_STREAM, STOP_SENDING and CONNECTION_CLOSE frames (RFC
 * 9000, section 20.2: each application names its own).
 *
 * <p>Codes are part of the wire format and never reused.
 */
public final class ErrorCode {
    /** An orderly end; nothing went wrong. */
    public static final int NONE = 0;

    /** The reader no longer wants the rest of a stream (a seek, a hedge that lost). */
    public static final int CANCELLED = 1;

    /** A frame broke the layout or a cap. */
    public static final int PROTOCOL = 2;

    /** This side could not go on (a read from the disk failed, a handler threw). */
    public static final int INTERNAL = 3;

    /** A limit on connections was reached. */
    public static final int LIMIT = 4;

    /** The peer made no progress in time. */
    public static final int STALLED = 5;

    private ErrorCode() {}
}
