package dev.sluice.streaming.quic;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.concurrent.CompletableFuture;

/** STUB. */
@SuppressWarnings("DoNotCallSuggester")
public final class QuicNode implements AutoCloseable {
    private QuicNode() {}

    public static QuicNode start(
            InetSocketAddress bind,
            PeerIdentity identity,
            TransportSettings settings,
            NodeHandler handler)
            throws IOException {
        throw new UnsupportedOperationException();
    }

    public InetSocketAddress address() {
        throw new UnsupportedOperationException();
    }

    public CompletableFuture<PeerConnection> connect(
            InetSocketAddress remote, byte[] expectedPeerId) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void close() {}
}
