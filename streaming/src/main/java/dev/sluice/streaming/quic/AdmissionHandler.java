package dev.sluice.streaming.quic;

import dev.sluice.streaming.wire.ErrorCode;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.incubator.codec.quic.QuicChannel;
import io.netty.util.concurrent.Future;
import java.net.InetAddress;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Guards one accepted connection: its place among the limits, the handshake's deadline, then the
 * progress of frames (T16). Owned by the serving event loop.
 */
final class AdmissionHandler extends ChannelInboundHandlerAdapter {
    private final NodeContext node;
    private final ConnectionCounts counts;
    private @Nullable InetAddress place;
    private @Nullable Future<?> timer;

    AdmissionHandler(NodeContext node, ConnectionCounts counts) {
        this.node = node;
        this.counts = counts;
    }

    @Override
    public void channelRegistered(ChannelHandlerContext context) {
        QuicChannel channel = (QuicChannel) context.channel();
        InetAddress address = Remotes.of(channel).getAddress();
        String refusal = node.isClosing() ? "this node is closing" : counts.enter(address);
        if (refusal == null) {
            place = address;
            timer =
                    context.executor()
                            .schedule(
                                    () -> refuse(channel, "handshake took too long"),
                                    node.settings().timeouts().handshakeMs(),
                                    TimeUnit.MILLISECONDS);
        } else {
            // The codec has yet to read the packet whose keys the refusal is sent with.
            context.executor().execute(() -> refuse(channel, refusal));
        }
        context.fireChannelRegistered();
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
        cancelTimer();
        if (place == null) {
            return;
        }
        int periodMs = Math.max(1, node.settings().timeouts().frameMs() / 2);
        timer =
                context.executor()
                        .scheduleAtFixedRate(
                                () -> checkProgress(context),
                                periodMs,
                                periodMs,
                                TimeUnit.MILLISECONDS);
        context.fireChannelActive();
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        release();
        context.fireChannelInactive();
    }

    @Override
    public void channelUnregistered(ChannelHandlerContext context) {
        release();
        context.fireChannelUnregistered();
    }

    private void release() {
        cancelTimer();
        if (place != null) {
            counts.leave(place);
            place = null;
        }
    }

    private void cancelTimer() {
        if (timer != null) {
            timer.cancel(false);
        }
    }

    private static void refuse(QuicChannel channel, String why) {
        Unheeded.result(channel.close(true, ErrorCode.LIMIT, CloseReason.toBytes(why)));
    }

    private static void checkProgress(ChannelHandlerContext context) {
        QuicPeerConnection connection = context.channel().attr(NodeContext.CONNECTION).get();
        if (connection != null) {
            connection.checkProgress();
        }
    }
}
