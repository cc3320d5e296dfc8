package dev.sluice.bench.link;

import dev.sluice.bench.BareClient;
import dev.sluice.bench.BareServer;
import dev.sluice.streaming.quic.Datagrams.Congestion;
import dev.sluice.streaming.quic.PeerIdentity;
import dev.sluice.streaming.quic.QuicNode;
import dev.sluice.streaming.quic.TransportSettings;
import dev.sluice.streaming.text.PeerAddress;
import dev.sluice.streaming.text.PeerId;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.SecureRandom;

/** What one connection carries over a link, with nothing but the transport. */
final class Goodput {
    private static final int SLICE_BYTES = 256 << 10;
    private static final int SLICES = 32;
    private static final int IN_FLIGHT = 4;

    private Goodput() {}

    static double bitsPerSecond(Link.Terms terms, Congestion congestion, long seed)
            throws Exception {
        PeerIdentity identity = PeerIdentity.generate(new SecureRandom());
        TransportSettings settings = TransportSettings.defaults();
        try (QuicNode server =
                        QuicNode.start(
                                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                                identity,
                                settings.with(settings.datagrams().with(congestion)),
                                new BareServer(SLICE_BYTES));
                Relay relay = new Relay(server.address(), terms, seed)) {
            PeerAddress address =
                    new PeerAddress(
                            "127.0.0.1", relay.address().getPort(), PeerId.of(identity.peerId()));
            double seconds = BareClient.run(address, SLICES, SLICE_BYTES, IN_FLIGHT);
            return 8.0 * SLICES * SLICE_BYTES / seconds;
        }
    }
}
