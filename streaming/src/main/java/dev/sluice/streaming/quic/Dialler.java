package dev.sluice.streaming.quic;

import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
import io.netty.channel.ConnectTimeoutException;
import io.netty.incubator.codec.quic.QuicChannel;
import io.netty.incubator.codec.quic.QuicChannelBootstrap;
import io.netty.incubator.codec.quic.QuicChannelOption;
import io.netty.incubator.codec.quic.QuicClosedChannelException;
import io.netty.incubator.codec.quic.QuicSslContext;
import io.netty.incubator.codec.quic.QuicSslEngine;
import io.netty.util.concurrent.Future;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Makes connections to peers over a fixed set of sockets, in turn. Any thread. */
final class Dialler {
    private final NodeContext node;
    private final List<Channel> sockets;
    private final QuicSslContext tls;
    private final PeerTrust trust;
    private final AtomicInteger turn = new AtomicInteger();

    Dialler(NodeContext node, List<Channel> sockets, QuicSslContext tls, PeerTrust trust) {
        this.node = node;
        this.sockets = sockets;
        this.tls = tls;
        this.trust = trust;
    }

    CompletableFuture<PeerConnection> dial(InetSocketAddress remote, byte[] expectedPeerId) {
        Pin pin = new Pin(expectedPeerId);
        CompletableFuture<PeerConnection> dialled = new CompletableFuture<>();
        bootstrap(remote, pin)
                .connect()
                .addListener((Future<QuicChannel> done) -> conclude(done, remote, pin, dialled));
        return dialled;
    }

    private QuicChannelBootstrap bootstrap(InetSocketAddress remote, Pin pin) {
        TransportSettings settings = node.settings();
        Channel socket = sockets.get(Math.floorMod(turn.getAndIncrement(), sockets.size()));
        return QuicChannel.newBootstrap(socket)
                .attr(Codecs.ENGINE, channel -> engine(channel, pin))
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, settings.timeouts().handshakeMs())
                .option(
                        QuicChannelOption.SEGMENTED_DATAGRAM_PACKET_ALLOCATOR,
                        Transport.segments(settings.datagrams()))
                .handler(PeerChannelHandler.dialled(node, pin))
                .streamOption(ChannelOption.ALLOW_HALF_CLOSURE, true)
                .streamHandler(StreamInitializer.incoming())
                .remoteAddress(remote);
    }

    private QuicSslEngine engine(QuicChannel channel, Pin pin) {
        QuicSslEngine engine = tls.newEngine(channel.alloc());
        trust.expect(engine, pin);
        channel.closeFuture().addListener(closed -> trust.forget(engine));
        return engine;
    }

    private void conclude(
            Future<QuicChannel> done,
            InetSocketAddress remote,
            Pin pin,
            CompletableFuture<PeerConnection> dialled) {
        if (!done.isSuccess()) {
            dialled.completeExceptionally(failure(remote, pin, done.cause()));
            return;
        }
        // The codec completes this before it tells the channel that it is active.
        QuicChannel channel = done.getNow();
        channel.eventLoop().execute(() -> concludeActive(channel, remote, pin, dialled));
    }

    private void concludeActive(
            QuicChannel channel,
            InetSocketAddress remote,
            Pin pin,
            CompletableFuture<PeerConnection> dialled) {
        QuicPeerConnection connection = channel.attr(NodeContext.CONNECTION).get();
        if (connection == null) {
            dialled.completeExceptionally(failure(remote, pin, null));
        } else {
            dialled.complete(connection);
        }
    }

    private DialException failure(InetSocketAddress remote, Pin pin, @Nullable Throwable cause) {
        byte[] intruder = pin.intruder();
        if (intruder != null) {
            return new DialException.WrongPeer(remote, pin.expected(), intruder);
        }
        if (cause instanceof ConnectTimeoutException) {
            return new DialException.TimedOut(remote, node.settings().timeouts().handshakeMs());
        }
        if (cause instanceof QuicClosedChannelException closed && closed.event() != null) {
            return new DialException.Refused(remote, CloseReason.of(closed.event()), cause);
        }
        return new DialException.Refused(remote, "handshake failed: " + cause, cause);
    }
}
