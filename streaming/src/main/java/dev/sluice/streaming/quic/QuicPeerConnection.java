package dev.sluice.streaming.quic;

import dev.sluice.streaming.wire.ErrorCode;
import io.netty.channel.ChannelHandler;
import io.netty.channel.EventLoop;
import io.netty.incubator.codec.quic.QuicChannel;
import io.netty.incubator.codec.quic.QuicConnectionPathStats;
import io.netty.incubator.codec.quic.QuicStreamChannel;
import io.netty.incubator.codec.quic.QuicStreamType;
import io.netty.util.concurrent.Future;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * An authenticated connection over the codec's channel.
 *
 * <pre>
 *   open ── close(reason) ──▶ draining ── no stream left and nothing more leaves, or timeout ──▶ closed
 *     └──── abort, idle timeout, peer closed ──────────────────────────────────────────────────────┘
 * </pre>
 *
 * <p>The streams belong to the event loop; the rest is immutable or volatile.
 */
final class QuicPeerConnection implements PeerConnection {
    /** What a stream sends at unless its handler says otherwise (RFC 9218, section 4.1). */
    private static final int DEFAULT_URGENCY = 3;

    private final QuicChannel channel;
    private final byte[] peerId;
    private final InetSocketAddress remote;
    private final boolean dialled;
    private final NodeContext node;
    private final TreeMap<Long, QuicPeerStream> streams = new TreeMap<>();
    private final CompletableFuture<@Nullable Void> closed = new CompletableFuture<>();
    private volatile @Nullable Object attachment;
    private volatile boolean closing;
    private volatile int openStreams;
    private int brokenStreams;
    private @Nullable Drain drain;
    private @Nullable String reason;

    QuicPeerConnection(QuicChannel channel, byte[] peerId, boolean dialled, NodeContext node) {
        this.channel = channel;
        this.peerId = peerId;
        this.remote = Remotes.of(channel);
        this.dialled = dialled;
        this.node = node;
    }

    @Override
    public byte[] peerId() {
        return peerId.clone();
    }

    @Override
    public InetSocketAddress remote() {
        return remote;
    }

    @Override
    public boolean isDialled() {
        return dialled;
    }

    @Override
    public CompletableFuture<PeerStream> openStream(StreamHandler handler, int urgency) {
        var priority = QuicPeerStream.priority(urgency);
        CompletableFuture<PeerStream> opened = new CompletableFuture<>();
        execute(
                () -> {
                    String refusal = whyNotOpen();
                    if (refusal != null) {
                        opened.completeExceptionally(new IOException(refusal));
                        return;
                    }
                    ChannelHandler initializer =
                            StreamInitializer.of(
                                    created -> {
                                        Unheeded.result(created.updatePriority(priority));
                                        opened.complete(add(created, handler));
                                    });
                    channel.createStream(QuicStreamType.BIDIRECTIONAL, initializer)
                            .addListener(
                                    done -> {
                                        if (!done.isSuccess()) {
                                            opened.completeExceptionally(
                                                    new IOException("no stream", done.cause()));
                                        }
                                    });
                });
        return opened;
    }

    /** A stream that the peer opened. Event loop. */
    void accept(QuicStreamChannel created) {
        Unheeded.result(created.updatePriority(QuicPeerStream.priority(DEFAULT_URGENCY)));
        QuicPeerStream stream = add(created, IgnoringHandler.INSTANCE);
        try {
            stream.handler(node.handler().onIncomingStream(this, stream));
        } catch (RuntimeException e) {
            stream.cancel(ErrorCode.INTERNAL);
        }
    }

    @Override
    public CompletableFuture<Long> roundTripNs() {
        if (closed.isDone())
            return CompletableFuture.failedFuture(new IOException("the connection is closed"));
        CompletableFuture<Long> told = new CompletableFuture<>();
        channel.collectPathStats(0)
                .addListener(
                        (Future<QuicConnectionPathStats> stats) -> {
                            if (stats.isSuccess()) told.complete(stats.getNow().rtt());
                            else told.completeExceptionally(new IOException(stats.cause()));
                        });
        return told;
    }

    @Override
    public void close(String why) {
        execute(() -> beginDrain(why));
    }

    @Override
    public @Nullable Object attachment() {
        return attachment;
    }

    @Override
    public void attach(@Nullable Object newAttachment) {
        attachment = newAttachment;
    }

    @Override
    public boolean isOpen() {
        return !closing && !closed.isDone();
    }

    /** Completes when the connection is gone. */
    CompletableFuture<@Nullable Void> closed() {
        return closed;
    }

    /** Streams that have not ended. Any thread. */
    int openStreams() {
        return openStreams;
    }

    long nowMs() {
        return node.clockMs().getAsLong();
    }

    /** Closes without draining. Event loop. */
    void abort(int code, String why) {
        closing = true;
        noteReason(why);
        Unheeded.result(channel.close(true, code, CloseReason.toBytes(why)));
    }

    /** Remembers the first reason that is given. Event loop. */
    void noteReason(String why) {
        if (reason == null) {
            reason = why;
        }
    }

    /** Why the connection closes or closed; the given text when it does not. Event loop. */
    String whyClosed(String otherwise) {
        if (reason != null) {
            return reason;
        }
        return channel.isTimedOut()
                ? "idle timeout"
                : channel.isOpen() ? otherwise : "connection lost";
    }

    /** A stream ended. Event loop. */
    void removed(QuicPeerStream stream, boolean broken) {
        streams.remove(stream.id());
        openStreams = streams.size();
        int limit = node.settings().limits().brokenStreams();
        if (broken && ++brokenStreams >= limit) {
            beginDrain("cancelled streams: " + brokenStreams + ", at most " + limit);
        }
        if (drain != null && streams.isEmpty()) {
            drain.streamsEnded();
        }
    }

    /** The codec's channel is gone: ends the streams, then tells the node. Event loop. */
    void channelClosed(String why) {
        if (closed.isDone()) {
            return;
        }
        closing = true;
        noteReason(why);
        List.copyOf(streams.values()).forEach(QuicPeerStream::channelClosed);
        closed.complete(null);
        node.closed(this, whyClosed(why));
    }

    /** Ends a peer that trickles: any frame that began too long ago. Event loop. */
    void checkProgress() {
        long beforeMs = nowMs() - node.settings().timeouts().frameMs();
        for (QuicPeerStream stream : new ArrayList<>(streams.values())) {
            if (stream.isStalled(beforeMs)) {
                abort(
                        ErrorCode.STALLED,
                        "a frame took longer than " + node.settings().timeouts().frameMs() + " ms");
                return;
            }
        }
    }

    private QuicPeerStream add(QuicStreamChannel created, StreamHandler handler) {
        var stream = new QuicPeerStream(created, this, handler, node);
        streams.put(stream.id(), stream);
        openStreams = streams.size();
        created.pipeline().addLast(new StreamChannelHandler(stream));
        return stream;
    }

    private @Nullable String whyNotOpen() {
        if (!isOpen()) {
            return "connection is closed: " + whyClosed("closing");
        }
        // A failed attempt would use up a stream number, and with it one of the peer's credits, for
        // good.
        boolean allowed = channel.peerAllowedStreams(QuicStreamType.BIDIRECTIONAL) > 0;
        return allowed ? null : "the peer allows no more streams, " + streams.size() + " are open";
    }

    private void beginDrain(String why) {
        if (closing) {
            return;
        }
        closing = true;
        noteReason(why);
        int drainMs = node.settings().timeouts().drainMs();
        drain = new Drain(channel, drainMs, () -> abort(ErrorCode.NONE, why));
        List.copyOf(streams.values()).forEach(QuicPeerStream::finish);
        if (streams.isEmpty()) {
            drain.streamsEnded();
        }
    }

    private void execute(Runnable task) {
        EventLoop loop = channel.eventLoop();
        if (loop.inEventLoop()) {
            task.run();
        } else {
            loop.execute(task);
        }
    }
}
