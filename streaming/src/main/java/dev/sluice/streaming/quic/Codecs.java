package dev.sluice.streaming.quic;

import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.incubator.codec.quic.QuicChannel;
import io.netty.incubator.codec.quic.QuicChannelOption;
import io.netty.incubator.codec.quic.QuicClientCodecBuilder;
import io.netty.incubator.codec.quic.QuicCodecBuilder;
import io.netty.incubator.codec.quic.QuicCongestionControlAlgorithm;
import io.netty.incubator.codec.quic.QuicServerCodecBuilder;
import io.netty.incubator.codec.quic.QuicSslContext;
import io.netty.incubator.codec.quic.QuicSslEngine;
import io.netty.util.AttributeKey;
import java.security.SecureRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/** The codec as this node sets it up, for the serving socket and for dialling ones. */
final class Codecs {
    /** Makes the TLS engine of a dialled connection, with its pin. */
    static final AttributeKey<Function<QuicChannel, QuicSslEngine>> ENGINE =
            AttributeKey.valueOf("sluice.engine");

    private Codecs() {}

    static ChannelHandler serving(NodeContext node, QuicSslContext tls, SecureRandom random) {
        TransportSettings settings = node.settings();
        ConnectionCounts counts = new ConnectionCounts(settings.limits());
        QuicServerCodecBuilder builder =
                common(new QuicServerCodecBuilder(), settings, settings.accepted());
        return builder.sslContext(tls)
                .tokenHandler(
                        new RetryTokens(random, node.clockMs(), settings.timeouts().tokenMs()))
                .connectionIdAddressGenerator(new ConnectionIds(random))
                .resetTokenGenerator(new ResetTokens(random))
                .option(
                        QuicChannelOption.SEGMENTED_DATAGRAM_PACKET_ALLOCATOR,
                        Transport.segments(settings.datagrams()))
                .handler(
                        new ChannelInitializer<QuicChannel>() {
                            @Override
                            protected void initChannel(QuicChannel channel) {
                                channel.pipeline()
                                        .addLast(
                                                new AdmissionHandler(node, counts),
                                                new DeadlineHandler(settings.timeouts()),
                                                PeerChannelHandler.accepted(node));
                            }
                        })
                .streamOption(ChannelOption.ALLOW_HALF_CLOSURE, true)
                .streamHandler(StreamInitializer.incoming())
                .build();
    }

    static ChannelHandler dialling(NodeContext node) {
        TransportSettings settings = node.settings();
        return common(new QuicClientCodecBuilder(), settings, settings.dialled())
                .sslEngineProvider(channel -> channel.attr(ENGINE).get().apply(channel))
                .build();
    }

    private static <B extends QuicCodecBuilder<B>> B common(
            B builder, TransportSettings settings, Windows windows) {
        int payloadBytes = settings.datagrams().payloadBytes();
        return builder.maxIdleTimeout(settings.timeouts().idleMs(), TimeUnit.MILLISECONDS)
                .maxSendUdpPayloadSize(payloadBytes)
                .congestionControlAlgorithm(algorithm(settings.datagrams().congestion()))
                .maxRecvUdpPayloadSize(Datagrams.MAX_UDP_PAYLOAD_BYTES)
                .initialMaxData(windows.connectionBytes())
                .initialMaxStreamDataBidirectionalLocal(windows.streamBytes())
                .initialMaxStreamDataBidirectionalRemote(windows.streamBytes())
                .initialMaxStreamsBidirectional(windows.streams())
                .initialMaxStreamsUnidirectional(0)
                .activeMigration(false);
    }

    private static QuicCongestionControlAlgorithm algorithm(Datagrams.Congestion congestion) {
        return switch (congestion) {
            case BY_RATE -> QuicCongestionControlAlgorithm.BBR;
            case BY_LOSS -> QuicCongestionControlAlgorithm.CUBIC;
        };
    }
}
