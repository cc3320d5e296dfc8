package dev.sluice.streaming.quic;

import dev.sluice.streaming.wire.ErrorCode;
import dev.sluice.streaming.wire.FrameDecoder;
import dev.sluice.streaming.wire.FrameLayout;
import dev.sluice.streaming.wire.FrameSink;
import dev.sluice.streaming.wire.FrameType;
import dev.sluice.streaming.wire.WireException;
import io.netty.buffer.ByteBuf;
import io.netty.incubator.codec.quic.QuicStreamChannel;
import io.netty.incubator.codec.quic.QuicStreamPriority;
import org.jspecify.annotations.Nullable;

/**
 * A stream as its handler sees it, over the codec's channel.
 *
 * <pre>
 *   open ── both FINs ──────────────▶ closed (no error)
 *    ├── cancel, handler threw ─────▶ closed: our side FIN or reset, peer told to stop
 *    ├── peer reset or stopped ─────▶ closed: the rest of our side reset
 *    ├── frame breaks the layout ───▶ closed, then the connection
 *    └── connection lost ───────────▶ closed
 * </pre>
 *
 * <p>All fields but the queue belong to the event loop; {@code closed} is read from anywhere.
 */
final class QuicPeerStream implements PeerStream, FrameSink {
    private final QuicStreamChannel channel;
    private final QuicPeerConnection connection;
    private final FrameDecoder decoder = new FrameDecoder(this);
    private final OutboundQueue queue;
    private StreamHandler handler;
    private volatile boolean closed;
    private boolean peerFinished;
    private boolean paused;
    private long frameBeganMs;

    QuicPeerStream(
            QuicStreamChannel channel,
            QuicPeerConnection connection,
            StreamHandler handler,
            int sendQueueBytes) {
        this.channel = channel;
        this.connection = connection;
        this.handler = handler;
        this.queue =
                new OutboundQueue(
                        channel,
                        sendQueueBytes,
                        this::drained,
                        why -> fail(ErrorCode.CANCELLED, why));
    }

    /** The handler of a stream that the peer opened, known only after the stream. */
    void handler(StreamHandler chosen) {
        handler = chosen;
    }

    @Override
    public void send(FrameType type, byte[] payload) {
        send(type, payload.length, target -> target.put(payload));
    }

    @Override
    public void send(FrameType type, int payloadLength, FrameWriter writer) {
        FrameLayout.checkPayload(type, payloadLength);
        queue.add(Outgoing.frame(type, payloadLength, writer));
    }

    @Override
    public void finish() {
        queue.finish();
    }

    @Override
    public void cancel(int code) {
        execute(() -> fail(code, "cancelled with code " + code));
    }

    @Override
    public void urgency(int urgency) {
        QuicStreamPriority priority = priority(urgency);
        execute(
                () -> {
                    if (!closed) {
                        Unheeded.result(channel.updatePriority(priority));
                    }
                });
    }

    @Override
    public void pauseReading() {
        execute(() -> setPaused(true));
    }

    @Override
    public void resumeReading() {
        execute(() -> setPaused(false));
    }

    @Override
    public void execute(Runnable task) {
        if (channel.eventLoop().inEventLoop()) {
            task.run();
        } else {
            channel.eventLoop().execute(task);
        }
    }

    @Override
    public long pendingBytes() {
        return queue.pendingBytes();
    }

    @Override
    public boolean isOpen() {
        return !closed;
    }

    @Override
    public long id() {
        return channel.streamId();
    }

    @Override
    public PeerConnection connection() {
        return connection;
    }

    @Override
    public byte[] bufferFor(FrameType type, int payloadBytes) {
        byte[] buffer = handler.bufferFor(type, payloadBytes);
        if (buffer.length < payloadBytes) {
            throw new IllegalStateException(
                    type + " needs " + payloadBytes + " bytes, the handler gave " + buffer.length);
        }
        return buffer;
    }

    @Override
    public void onFrame(FrameType type, byte[] buffer, int length) {
        frameBeganMs = connection.nowMs();
        handler.onFrame(this, type, buffer, length);
    }

    /** Takes bytes off the transport. Event loop; the caller releases the buffer. */
    void received(ByteBuf bytes) {
        if (closed) {
            return;
        }
        if (!decoder.insideFrame()) {
            frameBeganMs = connection.nowMs();
        }
        try {
            decoder.feed(bytes.nioBuffer());
        } catch (WireException e) {
            protocolError(e);
        } catch (RuntimeException e) {
            fail(ErrorCode.INTERNAL, "the handler failed: " + e);
        }
    }

    /** The peer sent FIN. Event loop. */
    void finishedByPeer() {
        if (closed || peerFinished) {
            return;
        }
        peerFinished = true;
        try {
            decoder.finish();
            handler.onFinished(this);
        } catch (WireException e) {
            protocolError(e);
        } catch (RuntimeException e) {
            fail(ErrorCode.INTERNAL, "the handler failed: " + e);
        }
    }

    /** The stream has room again. Event loop. */
    void writable() {
        queue.pump();
    }

    /** The peer reset its side, or the codec failed. Event loop. */
    void failedBelow(Throwable cause) {
        fail(ErrorCode.CANCELLED, "reset by the peer: " + cause.getMessage());
    }

    /** The codec's channel is gone. Event loop. */
    void channelClosed() {
        boolean complete = peerFinished && queue.isFinished();
        close(complete ? null : connection.whyClosed("the peer stopped reading"));
    }

    /** True when a frame began before {@code beforeMs} and its reading was not paused here. */
    boolean isStalled(long beforeMs) {
        return !closed && !paused && decoder.insideFrame() && frameBeganMs < beforeMs;
    }

    static QuicStreamPriority priority(int urgency) {
        Checks.range("urgency", urgency, 0, 7);
        return new QuicStreamPriority(urgency, false);
    }

    private void setPaused(boolean pause) {
        paused = pause;
        frameBeganMs = connection.nowMs();
        channel.config().setAutoRead(!pause);
    }

    private void drained() {
        if (!closed) {
            handler.onDrained(this);
        }
    }

    private void protocolError(WireException e) {
        fail(ErrorCode.PROTOCOL, "protocol error: " + e.getMessage());
        connection.abort(ErrorCode.PROTOCOL, String.valueOf(e.getMessage()));
    }

    private void fail(int code, String why) {
        if (!closed) {
            endOutput(code);
            if (!peerFinished) {
                Unheeded.result(channel.shutdownInput(code));
            }
            close(why);
        }
    }

    /**
     * FIN when everything was sent: the codec forgets such streams, and those that were reset it
     * keeps.
     */
    private void endOutput(int code) {
        if (queue.isFinished()) {
            return;
        }
        if (queue.isIdle()) {
            Unheeded.result(channel.shutdownOutput());
        } else {
            Unheeded.result(channel.shutdownOutput(code));
        }
    }

    private void close(@Nullable String error) {
        if (closed) {
            return;
        }
        closed = true;
        decoder.stop();
        queue.close();
        connection.removed(this);
        handler.onClosed(this, error);
    }
}
