package dev.sluice.streaming.quic;

import dev.sluice.streaming.wire.FrameDecoder;
import dev.sluice.streaming.wire.FrameSink;
import dev.sluice.streaming.wire.WireException;
import io.netty.buffer.ByteBuf;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Queue;

/**
 * Bytes of one stream on their way to its handler: held back at once when reading pauses, even in
 * the middle of a buffer, so that a handler gets no frame that it did not ask for.
 *
 * <p>What is held is what the codec had read already, about one receive buffer. Owned by the event
 * loop.
 */
final class InboundFrames {
    private final FrameDecoder decoder;
    private final Runnable onFinished;
    private final Queue<ByteBuf> held = new ArrayDeque<>();
    private boolean paused;
    private boolean finished;
    private boolean closed;

    /**
     * @param sink gets the frames
     * @param onFinished run once, after the last frame, when the peer sent FIN
     */
    InboundFrames(FrameSink sink, Runnable onFinished) {
        this.decoder = new FrameDecoder(sink);
        this.onFinished = onFinished;
    }

    /** Takes a buffer, which the caller releases. */
    void received(ByteBuf bytes) throws WireException {
        if (!closed) {
            held.add(bytes.retain());
            deliver();
        }
    }

    /** The peer sent FIN. */
    void finished() throws WireException {
        finished = true;
        deliver();
    }

    void pause() {
        paused = true;
        decoder.pause();
    }

    void resume() throws WireException {
        paused = false;
        decoder.resume();
        deliver();
    }

    boolean isPaused() {
        return paused;
    }

    /** True when a frame has begun and is not complete. */
    boolean insideFrame() {
        return decoder.insideFrame();
    }

    /** Delivers nothing more and gives the buffers back. */
    void close() {
        closed = true;
        decoder.stop();
        held.forEach(ByteBuf::release);
        held.clear();
    }

    private void deliver() throws WireException {
        while (!closed && !paused && !held.isEmpty()) {
            feed(held.element());
        }
        if (finished && !closed && held.isEmpty() && !paused) {
            finished = false;
            decoder.finish();
            onFinished.run();
        }
    }

    private void feed(ByteBuf bytes) throws WireException {
        ByteBuffer in = bytes.nioBuffer();
        decoder.feed(in);
        bytes.skipBytes(bytes.readableBytes() - in.remaining());
        if (!closed && !bytes.isReadable()) {
            held.remove().release();
        }
    }
}
