package dev.sluice.streaming.quic;

import dev.sluice.streaming.wire.FrameType;
import org.jspecify.annotations.Nullable;

/**
 * Receives what arrives on one stream.
 *
 * <p>Every method is called on the stream's event loop, one at a time, and must not block. An
 * exception thrown here resets the stream with {@code ErrorCode.INTERNAL} and arrives in {@link
 * #onClosed}.
 */
public interface StreamHandler {
    /**
     * An array of at least {@code payloadLength} bytes for the frame that begins. Called only after
     * the type's cap was checked. The array is the handler's own: it may come from a pool.
     */
    default byte[] bufferFor(FrameType type, int payloadLength) {
        return new byte[payloadLength];
    }

    /**
     * A whole frame: its payload is {@code buffer[0..length)}, the array that {@link #bufferFor}
     * gave.
     */
    void onFrame(PeerStream stream, FrameType type, byte[] buffer, int length);

    /** The peer sent FIN and all before it was delivered. This side may still send. */
    void onFinished(PeerStream stream);

    /**
     * The stream is gone: both sides finished (error null), or it was cancelled, reset, or lost
     * with its connection (error says which). Called once, last. A buffer whose frame was not
     * completed is given up.
     */
    void onClosed(PeerStream stream, @Nullable String error);

    /** The send queue fell to half of its limit or less after having been above it. */
    default void onDrained(PeerStream stream) {}
}
