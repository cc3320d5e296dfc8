package dev.sluice.streaming.quic;

import dev.sluice.streaming.wire.ErrorCode;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.incubator.codec.quic.QuicChannel;
import java.net.InetAddress;

/**
 * Gives one accepted connection its place among the limits, or refuses it (T16).
 *
 * <p>A refusal leaves after the first packet was read, whose keys it needs; so the dialler may
 * think itself connected for a moment before it learns the reason. Owned by the serving event loop.
 */
final class AdmissionHandler extends ChannelInboundHandlerAdapter {
    private final NodeContext node;
    private final ConnectionCounts counts;

    AdmissionHandler(NodeContext node, ConnectionCounts counts) {
        this.node = node;
        this.counts = counts;
    }

    @Override
    public void channelRegistered(ChannelHandlerContext context) {
        QuicChannel channel = (QuicChannel) context.channel();
        InetAddress address = Remotes.of(channel).getAddress();
        if (node.isClosing()) {
            refuseLater(channel, "this node is closing");
        } else if (counts.enter(address)) {
            channel.closeFuture().addListener(closed -> counts.leave(address));
        } else {
            refuseLater(channel, "too many connections");
        }
        context.fireChannelRegistered();
    }

    private static void refuseLater(QuicChannel channel, String why) {
        channel.eventLoop()
                .execute(
                        () ->
                                Unheeded.result(
                                        channel.close(
                                                true, ErrorCode.LIMIT, CloseReason.toBytes(why))));
    }
}
