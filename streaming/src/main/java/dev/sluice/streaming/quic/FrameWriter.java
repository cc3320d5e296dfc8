package dev.sluice.streaming.quic;

import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * Fills the payload of one frame when the transport has room for it.
 *
 * <p>Called at most once, on the stream's event loop, with a direct buffer whose remaining bytes
 * are exactly the payload: a slice goes from its {@code FileChannel} into it without a copy on the
 * heap. It must fill the buffer; it must not keep it. A short or failed write resets the stream
 * with {@code ErrorCode.INTERNAL}: a peer never sees half a frame as a whole one.
 */
@FunctionalInterface
public interface FrameWriter {
    /** Fills {@code target} from its position to its limit. */
    void write(ByteBuffer target) throws IOException;

    /**
     * The frame was queued, and not one byte of it was handed to the transport or will be: it was
     * withdrawn, or the stream ended before its turn came. Called at most once, on the stream's
     * event loop, and never together with {@link #write}; must not throw.
     */
    default void dropped() {}
}
