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
import dev.sluice.streaming.text.PeerAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * The asking process: reads the name of a round from stdin, does it, and says on stdout how long
 * the bytes took, first request to last payment.
 */
final class Ask {
    private static final Amount NO_LIMIT = new Amount(-1, -1);
    private static final long IDLE_TIMEOUT_NS = 30_000_000_000L;
    private static final int BARE_IN_FLIGHT = 8;

    private final Path directory;
    private final Handout server;
    private final long slices;
    private final int sliceBytes;
    private int rounds;

    private Ask(Path directory, long slices, int sliceBytes) throws Exception {
        this.directory = directory;
        this.server = Handout.read(directory);
        this.slices = slices;
        this.sliceBytes = sliceBytes;
    }

    /** Arguments: directory, number of slices, slice size in bytes. */
    public static void main(String[] arguments) throws Exception {
        Ask ask =
                new Ask(
                        Path.of(arguments[0]),
                        Long.parseLong(arguments[1]),
                        Integer.parseInt(arguments[2]));
        var in =
                new java.io.BufferedReader(
                        new java.io.InputStreamReader(
                                System.in, java.nio.charset.StandardCharsets.UTF_8));
        for (String round = in.readLine(); round != null; round = in.readLine())
            System.out.println(String.format(Locale.ROOT, "%s %.6f", round, ask.round(round)));
    }

    private double round(String name) throws Exception {
        return name.equals("raw")
                ? BareClient.run(
                        PeerAddress.parse(server.get("bare")), slices, sliceBytes, BARE_IN_FLIGHT)
                : play(ContentId.parse(server.get(name)));
    }

    /**
     * With a wallet, a directory and channels of its own, so that every round pays for everything.
     */
    private double play(ContentId content) throws Exception {
        Home home = Home.at(directory.resolve("consumer-" + ++rounds));
        ChainInfo chain = server.chain();
        SecretKey wallet = Buyer.wallet(chain);
        try (RocksChannelStore channels = home.channels();
                Buyer buyer = new Buyer(chain, home, wallet, channels)) {
            ConsumerNode consumer = buyer.node();
            PeerAddress node = PeerAddress.parse(server.get("node"));
            Manifest manifest =
                    ManifestCodec.verify(consumer.lookup().manifestBytes(content, List.of(node)));
            PlaybackPlan plan =
                    consumer.prepare(manifest, node, List.of(node), NO_LIMIT, IDLE_TIMEOUT_NS);
            return stream(consumer, plan);
        }
    }

    private static double stream(ConsumerNode consumer, PlaybackPlan plan) {
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
            return seconds;
        }
    }
}
