package dev.sluice.streaming.quic;

import io.netty.incubator.codec.quic.QuicChannel;
import java.net.InetSocketAddress;
import java.util.Objects;

/** The address that a connection's packets go to. */
final class Remotes {
    private Remotes() {}

    static InetSocketAddress of(QuicChannel channel) {
        return (InetSocketAddress) Objects.requireNonNull(channel.remoteSocketAddress());
    }
}
