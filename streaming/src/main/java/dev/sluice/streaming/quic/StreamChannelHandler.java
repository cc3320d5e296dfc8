package dev.sluice.streaming.quic;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownReadComplete;

/** Carries the codec's events of one stream to its {@link QuicPeerStream}. Event loop. */
final class StreamChannelHandler extends ChannelInboundHandlerAdapter {
    private final QuicPeerStream stream;

    StreamChannelHandler(QuicPeerStream stream) {
        this.stream = stream;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        ByteBuf bytes = (ByteBuf) message;
        try {
            stream.received(bytes);
        } finally {
            bytes.release();
        }
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        if (event == ChannelInputShutdownReadComplete.INSTANCE) {
            stream.finishedByPeer();
        }
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext context) {
        stream.writable();
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        stream.channelClosed();
    }

    @Override
    @SuppressWarnings("deprecation")
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        stream.failedBelow(cause);
    }
}
