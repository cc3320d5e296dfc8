package dev.sluice.poc.p2p;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.FixedRecvByteBufAllocator;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.EpollChannelOption;
import io.netty.channel.epoll.EpollDatagramChannel;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.handler.ssl.util.InsecureTrustManagerFactory;
import io.netty.incubator.codec.quic.EpollQuicUtils;
import io.netty.incubator.codec.quic.QuicChannelOption;
import io.netty.incubator.codec.quic.QuicClientCodecBuilder;
import io.netty.incubator.codec.quic.QuicCodecBuilder;
import io.netty.incubator.codec.quic.QuicServerCodecBuilder;
import io.netty.incubator.codec.quic.QuicSslContextBuilder;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.Future;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;

/**
 * Sockets and the QUIC codec with the settings that reach the line rate: 1,350-byte packets, 48 to
 * a call, receive offload. Linux on x86-64.
 */
final class Quic {
    private static final String PROTOCOL = "sluice-poc";
    private static final int PACKET_BYTES = 1_350;
    private static final int SEGMENTS = 48;
    private static final int SOCKET_BYTES = 4 << 20;
    private static final int OFFLOADED_BYTES = 65_536;
    private static final int WINDOW_BYTES = 32 << 20;
    private static final int STREAM_WINDOW_BYTES = 16 << 20;
    private static final int STREAMS = 1_024;

    /** Without certificates that somebody vouches for: who is who is not what is measured. */
    private static final Certificate CERTIFICATE = Certificate.make();

    private Quic() {}

    static EventLoopGroup loop(String node) {
        return new MultiThreadIoEventLoopGroup(
                1, new DefaultThreadFactory(node, true), EpollIoHandler.newFactory());
    }

    /** A socket with receive offload, as the codec wants it. */
    static Channel bind(EventLoopGroup loop, ChannelHandler codec) {
        Bootstrap socket = socket(loop, OFFLOADED_BYTES).option(EpollChannelOption.UDP_GRO, true);
        return bind(socket, codec);
    }

    /** A socket that sees each packet by itself. */
    static Channel bindPlain(EventLoopGroup loop, ChannelHandler handler) {
        return bind(socket(loop, 2_048), handler);
    }

    private static Bootstrap socket(EventLoopGroup loop, int readBytes) {
        return new Bootstrap()
                .group(loop)
                .channel(EpollDatagramChannel.class)
                .option(ChannelOption.SO_RCVBUF, SOCKET_BYTES)
                .option(ChannelOption.SO_SNDBUF, SOCKET_BYTES)
                .option(
                        ChannelOption.RECVBUF_ALLOCATOR,
                        new FixedRecvByteBufAllocator(readBytes).maxMessagesPerRead(64));
    }

    private static Channel bind(Bootstrap socket, ChannelHandler handler) {
        InetSocketAddress any = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        return socket.handler(handler).bind(any).syncUninterruptibly().channel();
    }

    /** The seeders' side. */
    static ChannelHandler serving(ChannelHandler connection, ChannelHandler stream) {
        return common(new QuicServerCodecBuilder())
                .sslContext(
                        QuicSslContextBuilder.forServer(
                                        CERTIFICATE.key(), null, CERTIFICATE.certificate())
                                .applicationProtocols(PROTOCOL)
                                .build())
                .option(
                        QuicChannelOption.SEGMENTED_DATAGRAM_PACKET_ALLOCATOR,
                        EpollQuicUtils.newSegmentedAllocator(SEGMENTS))
                .handler(connection)
                .streamOption(ChannelOption.ALLOW_HALF_CLOSURE, true)
                .streamHandler(stream)
                .build();
    }

    /** The consumer's side. */
    static ChannelHandler dialling() {
        return common(new QuicClientCodecBuilder())
                .sslContext(
                        QuicSslContextBuilder.forClient()
                                .trustManager(InsecureTrustManagerFactory.INSTANCE)
                                .applicationProtocols(PROTOCOL)
                                .build())
                .build();
    }

    private static <B extends QuicCodecBuilder<B>> B common(B builder) {
        return builder.maxIdleTimeout(10, TimeUnit.SECONDS)
                .maxSendUdpPayloadSize(PACKET_BYTES)
                .maxRecvUdpPayloadSize(65_507)
                .initialMaxData(WINDOW_BYTES)
                .initialMaxStreamDataBidirectionalLocal(STREAM_WINDOW_BYTES)
                .initialMaxStreamDataBidirectionalRemote(STREAM_WINDOW_BYTES)
                .initialMaxStreamsBidirectional(STREAMS)
                .activeMigration(false);
    }

    /** Says that nothing is done about how this ends: its channel closes if it fails. */
    static void unheeded(Future<?> future) {
        assert future != null;
    }

    static void end(EventLoopGroup loop) {
        unheeded(loop.shutdownGracefully(0, 2, TimeUnit.SECONDS));
    }
}
