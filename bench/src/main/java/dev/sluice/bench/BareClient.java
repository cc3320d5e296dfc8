package dev.sluice.bench;

import dev.sluice.streaming.quic.Datagrams;
import dev.sluice.streaming.quic.PeerConnection;
import dev.sluice.streaming.quic.PeerIdentity;
import dev.sluice.streaming.quic.PeerStream;
import dev.sluice.streaming.quic.QuicNode;
import dev.sluice.streaming.quic.StreamHandler;
import dev.sluice.streaming.quic.TransportSettings;
import dev.sluice.streaming.text.PeerAddress;
import dev.sluice.streaming.wire.FrameType;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Asks the bare server for frames, {@code inFlight} at a time on one stream, and drops them. */
public final class BareClient implements StreamHandler {
    private static final byte[] REQUEST = new byte[64];

    private final long slices;
    private final byte[] sink;
    private final CompletableFuture<Long> done = new CompletableFuture<>();
    private long asked;
    private long arrived;

    private BareClient(long slices, int sliceBytes) {
        this.slices = slices;
        this.sink = new byte[sliceBytes];
    }

    /** The seconds that it took. */
    public static double run(PeerAddress server, long slices, int sliceBytes, int inFlight)
            throws Exception {
        try (QuicNode node = start(sliceBytes, Datagrams.defaults())) {
            return run(node, server, slices, sliceBytes, inFlight);
        }
    }

    static QuicNode start(int sliceBytes, Datagrams datagrams) throws IOException {
        return QuicNode.start(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                PeerIdentity.generate(new SecureRandom()),
                TransportSettings.defaults().with(datagrams),
                new BareServer(sliceBytes));
    }

    static double run(QuicNode node, PeerAddress server, long slices, int sliceBytes, int inFlight)
            throws Exception {
        BareClient client = new BareClient(slices, sliceBytes);
        PeerConnection connection =
                node.connect(server.toSocketAddress(), server.peer().toBytes()).get();
        long startNs = System.nanoTime();
        PeerStream stream = connection.openStream(client, 1).get();
        stream.execute(
                () -> {
                    for (int i = 0; i < inFlight; i++) client.ask(stream);
                });
        return (client.done.get() - startNs) / 1e9;
    }

    private void ask(PeerStream stream) {
        if (asked == slices) return;
        asked++;
        stream.send(FrameType.SLICE_REQUEST, REQUEST);
    }

    @Override
    public byte[] bufferFor(FrameType type, int payloadLength) {
        return sink;
    }

    @Override
    public void onFrame(PeerStream stream, FrameType type, byte[] buffer, int length) {
        arrived++;
        ask(stream);
        if (arrived == slices) done.complete(System.nanoTime());
    }

    @Override
    public void onFinished(PeerStream stream) {}

    @Override
    public void onClosed(PeerStream stream, @Nullable String error) {
        done.completeExceptionally(new IllegalStateException("stream closed: " + error));
    }
}
