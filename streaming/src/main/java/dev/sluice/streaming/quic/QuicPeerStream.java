package dev.sluice.streaming.quic;

import dev.sluice.streaming.wire.ErrorCode;
import dev.sluice.streaming.wire.FrameLayout;
import dev.sluice.streaming.wire.FrameSink;
import dev.sluice.streaming.wire.FrameType;
import dev.sluice.streaming.wire.WireException;
import io.netty.buffer.ByteBuf;
import io.netty.incubator.codec.quic.QuicStreamChannel;
import io.netty.incubator.codec.quic.QuicStreamPriority;
import java.util.concurrent.TimeUnit;
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
    private final InboundFrames inbound = new InboundFrames(this, this::deliverFinished);
    private final OutboundQueue queue;
    private final @Nullable Pacer down;
    private StreamHandler handler;
    private volatile boolean closed;
    private boolean peerFinished;
    private boolean slowed;
    private long frameBeganMs;

    QuicPeerStream(
            QuicStreamChannel channel,
            QuicPeerConnection connection,
            StreamHandler handler,
            NodeContext node) {
        this.channel = channel;
        this.connection = connection;
        this.handler = handler;
        this.down = node.down();
        this.queue =
                new OutboundQueue(
                        channel,
                        node.settings().limits().sendQueueBytes(),
                        node.up(),
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
        queue.add(new Outgoing(type, payloadLength, writer));
    }

    @Override
    public void withdraw(FrameWriter writer) {
        queue.withdraw(writer);
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
        execute(this::pause);
    }

    @Override
    public void resumeReading() {
        execute(this::resume);
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
        if (!inbound.insideFrame()) {
            frameBeganMs = connection.nowMs();
        }
        int count = bytes.readableBytes();
        guarded(() -> inbound.received(bytes));
        if (down != null) slowDown(down.took(count, System.nanoTime()));
    }

    /** Reads no more for a while: what the peer may still send is bounded by the windows. */
    private void slowDown(long ns) {
        if (ns == 0 || slowed || closed) {
            return;
        }
        slowed = true;
        channel.config().setAutoRead(false);
        Unheeded.result(channel.eventLoop().schedule(this::readOn, ns, TimeUnit.NANOSECONDS));
    }

    private void readOn() {
        slowed = false;
        if (!closed) {
            frameBeganMs = connection.nowMs();
            channel.config().setAutoRead(!inbound.isPaused());
        }
    }

    /** The peer sent FIN. Event loop. */
    void finishedByPeer() {
        if (!peerFinished) {
            peerFinished = true;
            guarded(inbound::finished);
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

    /** Sends bytes that need not be a frame; for tests. */
    void sendRaw(ByteBuf bytes) {
        execute(() -> Unheeded.result(channel.write(bytes)));
    }

    /** True when a frame began before {@code beforeMs} and its reading was not paused here. */
    boolean isStalled(long beforeMs) {
        boolean reads = !inbound.isPaused() && !slowed;
        return !closed && reads && inbound.insideFrame() && frameBeganMs < beforeMs;
    }

    static QuicStreamPriority priority(int urgency) {
        Checks.range("urgency", urgency, 0, 7);
        return new QuicStreamPriority(urgency, false);
    }

    private void pause() {
        inbound.pause();
        channel.config().setAutoRead(false);
    }

    private void resume() {
        if (!closed && inbound.isPaused()) {
            frameBeganMs = connection.nowMs();
            guarded(inbound::resume);
            channel.config().setAutoRead(!inbound.isPaused() && !slowed);
        }
    }

    private void deliverFinished() {
        handler.onFinished(this);
    }

    /** Runs what may break the layout or a handler. */
    private void guarded(Delivery delivery) {
        if (closed) {
            return;
        }
        try {
            delivery.run();
        } catch (WireException e) {
            protocolError(e);
        } catch (RuntimeException e) {
            fail(ErrorCode.INTERNAL, "the handler failed: " + e);
        }
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

    /**
     * Ends both directions in one packet. A FIN instead of the reset would be gentler, but when the
     * peer has all its data with its codec, that codec forgets the stream before STOP_SENDING
     * comes, and the stream's credit is lost for good. Closing the codec's channel is safe only
     * after both directions are shut down.
     */
    private void fail(int code, String why) {
        if (!closed) {
            close(why);
            Unheeded.result(channel.shutdown(code));
            Unheeded.result(channel.close());
        }
    }

    private void close(@Nullable String error) {
        if (closed) {
            return;
        }
        closed = true;
        inbound.close();
        queue.close();
        connection.removed(this, error != null);
        handler.onClosed(this, error);
    }

    /** A step that hands bytes to the handler. */
    private interface Delivery {
        void run() throws WireException;
    }
}
