package dev.sluice.streaming.quic;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandler;
import io.netty.channel.EventLoopGroup;
import io.netty.incubator.codec.quic.Quic;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * A node's end of the network: one UDP port that serves, and sockets of its own for dialling.
 *
 * <p>The codec cannot dial from a serving socket, so a peer sees another port when this node dials
 * than the one it serves on. Any thread may call any method, except {@link #close} from a handler:
 * it waits.
 */
public final class QuicNode implements AutoCloseable {
    /** How long threads may take to end after the drain, in milliseconds. */
    private static final int SHUTDOWN_MS = 3_000;

    private final NodeContext node;
    private final EventLoopGroup loops;
    private final List<Channel> sockets;
    private final InetSocketAddress address;
    private final Dialler dialler;

    private QuicNode(
            NodeContext node, EventLoopGroup loops, List<Channel> sockets, Dialler dialler) {
        this.node = node;
        this.loops = loops;
        this.sockets = sockets;
        this.address = (InetSocketAddress) sockets.getFirst().localAddress();
        this.dialler = dialler;
    }

    /**
     * Opens the sockets and serves.
     *
     * @param bind where to serve; port 0 chooses one. Dialling uses other ports of the same address
     * @throws IOException when an address cannot be bound or the QUIC library does not load
     */
    public static QuicNode start(
            InetSocketAddress bind,
            PeerIdentity identity,
            TransportSettings settings,
            NodeHandler handler)
            throws IOException {
        if (!loads()) {
            throw new IOException("the QUIC library does not load", Quic.unavailabilityCause());
        }
        long startNs = System.nanoTime();
        NodeContext node =
                new NodeContext(settings, handler, () -> (System.nanoTime() - startNs) / 1_000_000);
        EventLoopGroup loops = Transport.loops(settings.datagrams(), settings.eventLoopThreads());
        try {
            return open(bind, identity, node, loops);
        } catch (IOException | RuntimeException e) {
            Unheeded.result(loops.shutdownGracefully(0, SHUTDOWN_MS, TimeUnit.MILLISECONDS));
            throw e;
        }
    }

    /** Whether the QUIC library loads; does that when it is first asked, which takes a while. */
    public static boolean loads() {
        return Quic.isAvailable();
    }

    /** Where this node serves. */
    public InetSocketAddress address() {
        return address;
    }

    /** What is open now, as the event loops last said. */
    public Load load() {
        int connections = 0;
        int streams = 0;
        for (QuicPeerConnection connection : node.connections()) {
            connections++;
            streams += connection.openStreams();
        }
        return new Load(connections, streams);
    }

    /**
     * Connects to a peer whose id is known.
     *
     * @return fails with a {@link DialException}; each dial makes a connection of its own
     */
    public CompletableFuture<PeerConnection> connect(
            InetSocketAddress remote, byte[] expectedPeerId) {
        if (node.isClosing()) {
            return CompletableFuture.failedFuture(new DialException.NodeClosed(remote));
        }
        return dialler.dial(remote, expectedPeerId);
    }

    /**
     * Refuses new connections, drains and closes the others, closes the sockets and ends every
     * thread; waits for that, at most the drain timeout and a few seconds. A second call waits for
     * the same.
     */
    @Override
    public void close() {
        node.beginClose();
        List<CompletableFuture<?>> ends = new ArrayList<>();
        for (QuicPeerConnection connection : node.connections()) {
            connection.close("the node closes");
            ends.add(connection.closed());
        }
        CompletableFuture.allOf(ends.toArray(CompletableFuture<?>[]::new))
                .completeOnTimeout(
                        null, node.settings().timeouts().drainMs() + 500L, TimeUnit.MILLISECONDS)
                .join();
        sockets.forEach(socket -> socket.close().awaitUninterruptibly(SHUTDOWN_MS));
        loops.shutdownGracefully(0, SHUTDOWN_MS, TimeUnit.MILLISECONDS)
                .awaitUninterruptibly(SHUTDOWN_MS);
    }

    private static QuicNode open(
            InetSocketAddress bind, PeerIdentity identity, NodeContext node, EventLoopGroup loops)
            throws IOException {
        PeerTrust trust = new PeerTrust();
        SecureRandom random = new SecureRandom();
        Bootstrap sockets = Transport.socket(node.settings().datagrams()).group(loops);
        List<Channel> open = new ArrayList<>();
        open.add(bind(sockets, bind, Codecs.serving(node, Tls.serving(identity, trust), random)));
        InetSocketAddress anyPort = new InetSocketAddress(bind.getAddress(), 0);
        for (int i = 0; i < Math.max(1, node.settings().eventLoopThreads() - 1); i++) {
            open.add(bind(sockets, anyPort, Codecs.dialling(node)));
        }
        List<Channel> dialling = List.copyOf(open.subList(1, open.size()));
        Dialler dialler = new Dialler(node, dialling, Tls.dialling(identity, trust), trust);
        return new QuicNode(node, loops, List.copyOf(open), dialler);
    }

    private static Channel bind(Bootstrap sockets, InetSocketAddress address, ChannelHandler codec)
            throws IOException {
        ChannelFuture bound = sockets.clone().handler(codec).bind(address).awaitUninterruptibly();
        if (!bound.isSuccess()) {
            throw new IOException("cannot bind " + address, bound.cause());
        }
        return bound.channel();
    }
}
