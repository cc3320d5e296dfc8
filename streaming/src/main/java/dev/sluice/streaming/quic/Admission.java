package dev.sluice.streaming.quic;

import io.netty.incubator.codec.quic.QuicChannel;
import io.netty.incubator.codec.quic.QuicSslContext;
import io.netty.incubator.codec.quic.QuicSslEngine;
import java.net.InetAddress;

/**
 * Decides about each connection that comes in, before its first packet is read (T16).
 *
 * <p>A connection beyond the limits is refused inside TLS, by a context that shares no protocol
 * with any peer: closing it before the first packet is read sends nothing, and closing it after
 * lets the dialler think itself connected. Owned by the serving event loop.
 */
final class Admission {
    private final NodeContext node;
    private final ConnectionCounts counts;
    private final QuicSslContext accepting;
    private final QuicSslContext refusing;

    Admission(NodeContext node, QuicSslContext accepting, QuicSslContext refusing) {
        this.node = node;
        this.counts = new ConnectionCounts(node.settings().limits());
        this.accepting = accepting;
        this.refusing = refusing;
    }

    /** The TLS of a new connection; its place among the limits is given back when it closes. */
    QuicSslEngine engine(QuicChannel channel) {
        return (admits(channel) ? accepting : refusing).newEngine(channel.alloc());
    }

    private boolean admits(QuicChannel channel) {
        InetAddress address = Remotes.of(channel).getAddress();
        if (node.isClosing() || !counts.enter(address)) {
            return false;
        }
        channel.closeFuture().addListener(closed -> counts.leave(address));
        return true;
    }
}
