package dev.sluice.poc.p2p;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.incubator.codec.quic.QuicConnectionCloseEvent;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Says why a seeder closed the connection. */
final class Closing extends ChannelInboundHandlerAdapter {
    private final SliceReader.Sink sink;

    Closing(SliceReader.Sink sink) {
        this.sink = sink;
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        if (event instanceof QuicConnectionCloseEvent closed) {
            String reason = new String(closed.reason(), StandardCharsets.UTF_8);
            sink.failed(new IOException("the seeder closed the connection: " + reason));
        }
        context.fireUserEventTriggered(event);
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        sink.failed(new IOException("the connection to the seeder is lost"));
        context.fireChannelInactive();
    }
}
