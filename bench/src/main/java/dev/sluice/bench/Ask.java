package dev.sluice.bench;

import dev.sluice.chain.local.ChainInfo;
import dev.sluice.engine.consumer.Playback;
import dev.sluice.engine.consumer.PlaybackListener;
import dev.sluice.engine.consumer.PlaybackPlan;
import dev.sluice.engine.consumer.PlaybackResult;
import dev.sluice.engine.node.ConsumerNode;
import dev.sluice.engine.node.Home;
import dev.sluice.engine.store.RocksChannelStore;
import dev.sluice.payments.crypto.SecretKey;
import dev.sluice.payments.money.Amount;
import dev.sluice.streaming.content.ContentId;
import dev.sluice.streaming.content.Manifest;
import dev.sluice.streaming.content.ManifestCodec;
import dev.sluice.streaming.quic.QuicNode;
import dev.sluice.streaming.quic.TransportSettings;
import dev.sluice.streaming.text.PeerAddress;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * The asking process: reads the kind of a round from stdin and prepares it; at {@code go} it does
 * it, and says on stdout how many seconds the bytes took, first request to last payment, and how
 * many vouchers; at {@code end} it lets go of what the round needed.
 */
final class Ask {
    private static final Amount NO_LIMIT = new Amount(-1, -1);
    private static final long IDLE_TIMEOUT_NS = 30_000_000_000L;
    private static final int BARE_IN_FLIGHT = 8;

    private final Path directory;
    private final Handout server;
    private final long slices;
    private final int sliceBytes;
    private final TransportSettings transport;
    private final BufferedReader in =
            new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    private int rounds;

    private Ask(Path directory, long slices, int sliceBytes, TransportSettings transport)
            throws IOException {
        this.directory = directory;
        this.server = Handout.read(directory);
        this.slices = slices;
        this.sliceBytes = sliceBytes;
        this.transport = transport;
    }

    /** Arguments: directory, number of slices, slice size in bytes, payload of a packet. */
    public static void main(String[] arguments) throws Exception {
        Ask ask =
                new Ask(
                        Path.of(arguments[0]),
                        Long.parseLong(arguments[1]),
                        Integer.parseInt(arguments[2]),
                        Serve.packets(Integer.parseInt(arguments[3])));
        for (String kind = ask.in.readLine(); kind != null; kind = ask.in.readLine()) {
            ask.round(kind);
            System.out.println("ended");
        }
    }

    private void round(String kind) throws Exception {
        switch (kind) {
            case "raw" -> raw();
            case "tls" -> tls();
            default -> play(ContentId.parse(server.get(kind)));
        }
    }

    private void ready() throws IOException {
        System.out.println("ready");
        in.readLine();
    }

    private void done(double seconds, long vouchers) throws IOException {
        System.out.println(String.format(Locale.ROOT, "%.6f %d", seconds, vouchers));
        in.readLine();
    }

    private void raw() throws Exception {
        PeerAddress bare = PeerAddress.parse(server.get("bare"));
        try (QuicNode node = BareClient.start(sliceBytes, transport.datagrams())) {
            ready();
            done(BareClient.run(node, bare, slices, sliceBytes, BARE_IN_FLIGHT), 0);
        }
    }

    private void tls() throws Exception {
        int port = Integer.parseInt(server.get("tls"));
        ready();
        long startNs = System.nanoTime();
        TlsFile.fetch(directory, port, slices * sliceBytes);
        done((System.nanoTime() - startNs) / 1e9, 0);
    }

    /**
     * With a wallet, a directory and channels of its own, so that every round pays for everything.
     */
    private void play(ContentId content) throws Exception {
        Home home = Home.at(directory.resolve("consumer-" + ++rounds));
        ChainInfo chain = server.chain();
        SecretKey wallet = Buyer.wallet(chain);
        try (RocksChannelStore channels = home.channels();
                Buyer buyer = new Buyer(chain, home, wallet, channels, transport)) {
            ConsumerNode consumer = buyer.node();
            PeerAddress node = PeerAddress.parse(server.get("node"));
            Manifest manifest =
                    ManifestCodec.verify(consumer.lookup().manifestBytes(content, List.of(node)));
            stream(
                    consumer,
                    consumer.prepare(manifest, node, List.of(node), NO_LIMIT, IDLE_TIMEOUT_NS));
        }
    }

    private void stream(ConsumerNode consumer, PlaybackPlan plan) throws IOException {
        ready();
        long startNs = System.nanoTime();
        try (Playback playback =
                consumer.play(plan, (slice, plain, length) -> {}, PlaybackListener.NONE)) {
            PlaybackResult result = playback.result().join();
            double seconds = (System.nanoTime() - startNs) / 1e9;
            result.failure()
                    .ifPresent(
                            failure -> {
                                throw new IllegalStateException(failure.toString());
                            });
            if (!plan.promised().equals(plan.price().total()))
                throw new IllegalStateException("paid " + plan.promised());
            done(seconds, plan.vouchers());
        }
    }
}
