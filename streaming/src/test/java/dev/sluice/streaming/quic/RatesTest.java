package dev.sluice.streaming.quic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.streaming.wire.FrameType;
import org.junit.jupiter.api.Test;

/** Slices from a server to a client, one of them with a limit. */
final class RatesTest {
    private static final long RATE = 2 << 20;
    private static final int SLICE_BYTES = 64 << 10;
    private static final int SLICES = 16;

    /** All but what a tenth of a second not used, and the last slice, may save. */
    private static final long LEAST_MS = 1_000L * ((SLICES - 1) * SLICE_BYTES - RATE / 10) / RATE;

    @Test
    void anUploadLimitSlowsWhatIsSent() throws Exception {
        assertTrue(millis(new Rates(RATE, 0), Rates.UNLIMITED) >= LEAST_MS);
    }

    @Test
    void aDownloadLimitSlowsThePeerThatSends() throws Exception {
        assertTrue(millis(Rates.UNLIMITED, new Rates(0, RATE)) >= LEAST_MS);
    }

    private static long millis(Rates ofServer, Rates ofClient) throws Exception {
        PeerIdentity identity = Nodes.identity();
        TransportSettings settings = Nodes.settings();
        try (QuicNode server =
                        Nodes.start(
                                identity,
                                settings.with(ofServer),
                                new Peers(stream -> new Seeder()));
                QuicNode client =
                        Nodes.start(Nodes.identity(), settings.with(ofClient), Peers.echoing())) {
            PeerConnection connection =
                    Nodes.await(client.connect(server.address(), identity.peerId()));
            Recorder reader = new Recorder();
            PeerStream stream = Nodes.await(connection.openStream(reader, 1));
            long startNs = System.nanoTime();
            for (int i = 0; i < SLICES; i++) {
                stream.send(FrameType.SLICE_REQUEST, Seeder.request(SLICE_BYTES));
            }
            stream.finish();
            assertEquals("", Nodes.await(reader.closed));
            assertEquals(SLICES, reader.payloads.size());
            return (System.nanoTime() - startNs) / 1_000_000;
        }
    }
}
