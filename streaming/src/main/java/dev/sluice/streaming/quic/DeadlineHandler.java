package dev.sluice.streaming.quic;

import dev.sluice.streaming.wire.ErrorCode;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.incubator.codec.quic.QuicChannel;
import io.netty.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Keeps one accepted connection moving: the handshake has a deadline, then every frame has one
 * (T16).
 *
 * <p>Owned by the serving event loop.
 */
final class DeadlineHandler extends ChannelInboundHandlerAdapter {
    private final Timeouts timeouts;
    private @Nullable Future<?> timer;

    DeadlineHandler(Timeouts timeouts) {
        this.timeouts = timeouts;
    }

    @Override
    public void channelRegistered(ChannelHandlerContext context) {
        QuicChannel channel = (QuicChannel) context.channel();
        timer =
                context.executor()
                        .schedule(
                                () -> giveUp(channel),
                                timeouts.handshakeMs(),
                                TimeUnit.MILLISECONDS);
        context.fireChannelRegistered();
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
        cancelTimer();
        int periodMs = Math.max(1, timeouts.frameMs() / 2);
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
        cancelTimer();
        context.fireChannelInactive();
    }

    @Override
    public void channelUnregistered(ChannelHandlerContext context) {
        cancelTimer();
        context.fireChannelUnregistered();
    }

    private void cancelTimer() {
        if (timer != null) {
            timer.cancel(false);
        }
    }

    private static void giveUp(QuicChannel channel) {
        Unheeded.result(
                channel.close(
                        true, ErrorCode.STALLED, CloseReason.toBytes("handshake took too long")));
    }

    private static void checkProgress(ChannelHandlerContext context) {
        QuicPeerConnection connection = context.channel().attr(NodeContext.CONNECTION).get();
        if (connection != null) {
            connection.checkProgress();
        }
    }
}
