package dev.sluice.streaming.quic;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioDatagramChannel;
import io.netty.incubator.codec.quic.QuicChannel;
import io.netty.incubator.codec.quic.QuicClientCodecBuilder;
import io.netty.incubator.codec.quic.QuicSslContext;
import io.netty.util.concurrent.Future;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;

/** A QUIC client without any of this package's manners. */
final class RawClient {
    private RawClient() {}

    /** True when the handshake succeeds and the server has not closed within half a second. */
    static boolean staysConnected(InetSocketAddress server, QuicSslContext tls)
            throws InterruptedException {
        var group = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
        try {
            Channel socket =
                    new Bootstrap()
                            .group(group)
                            .channel(NioDatagramChannel.class)
                            .handler(codec(tls))
                            .bind(Nodes.anyPort())
                            .sync()
                            .channel();
            return staysConnected(server, socket);
        } finally {
            group.shutdownGracefully(0, 1, TimeUnit.SECONDS).await(3, TimeUnit.SECONDS);
        }
    }

    private static boolean staysConnected(InetSocketAddress server, Channel socket)
            throws InterruptedException {
        Future<QuicChannel> connected =
                QuicChannel.newBootstrap(socket)
                        .handler(new ChannelInboundHandlerAdapter())
                        .streamHandler(new ChannelInboundHandlerAdapter())
                        .remoteAddress(server)
                        .connect()
                        .await();
        boolean stays =
                connected.isSuccess()
                        && !connected.getNow().closeFuture().await(500, TimeUnit.MILLISECONDS);
        socket.close().await();
        return stays;
    }

    private static io.netty.channel.ChannelHandler codec(QuicSslContext tls) {
        return new QuicClientCodecBuilder()
                .sslContext(tls)
                .maxIdleTimeout(2, TimeUnit.SECONDS)
                .initialMaxData(1 << 20)
                .initialMaxStreamDataBidirectionalLocal(1 << 18)
                .build();
    }
}
