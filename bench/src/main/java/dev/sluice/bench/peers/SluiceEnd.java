package dev.sluice.bench.peers;

import dev.sluice.bench.BareClient;
import dev.sluice.bench.Buyer;
import dev.sluice.bench.Handout;
import dev.sluice.bench.Serve;
import dev.sluice.engine.consumer.Playback;
import dev.sluice.engine.consumer.PlaybackListener;
import dev.sluice.engine.consumer.PlaybackPlan;
import dev.sluice.engine.consumer.PlaybackResult;
import dev.sluice.engine.node.ConsumerNode;
import dev.sluice.engine.node.Home;
import dev.sluice.engine.store.RocksChannelStore;
import dev.sluice.payments.money.Amount;
import dev.sluice.streaming.content.ContentId;
import dev.sluice.streaming.content.Manifest;
import dev.sluice.streaming.content.ManifestCodec;
import dev.sluice.streaming.text.PeerAddress;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;

/** Our own ends, as a {@link Peer} is run: {@code paid} or {@code raw}, then what all take. */
final class SluiceEnd {
    private static final int SLICE_BYTES = 256 << 10;
    private static final int PAYLOAD_BYTES = 1_350;
    private static final int BARE_IN_FLIGHT = 8;
    private static final Amount NO_LIMIT = new Amount(-1, -1);
    private static final long IDLE_TIMEOUT_NS = 30_000_000_000L;

    private SluiceEnd() {}

    /** Arguments: kind, then a peer's. */
    public static void main(String[] arguments) throws Exception {
        boolean isRaw = arguments[0].equals("raw");
        switch (arguments[1]) {
            case "version" -> System.out.println("JDK " + System.getProperty("java.vm.version"));
            case "serve" -> serve(arguments[2], Path.of(arguments[3]));
            default -> fetch(Path.of(arguments[2]), isRaw);
        }
        System.exit(0);
    }

    private static void serve(String file, Path folder) throws Exception {
        Thread.ofVirtual().start(() -> announce(folder));
        Serve.main(
                new String[] {
                    folder.toString(),
                    file,
                    String.valueOf(SLICE_BYTES),
                    String.valueOf(PAYLOAD_BYTES)
                });
    }

    private static void announce(Path folder) {
        try {
            while (!Files.exists(Handout.file(folder))) Thread.sleep(20);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return;
        }
        System.out.println("{\"address\":\"" + folder + "\"}");
    }

    private static void fetch(Path folder, boolean isRaw) throws Exception {
        Handout server = Handout.read(folder);
        BufferedReader in =
                new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String target = in.readLine(); target != null; target = in.readLine())
            if (isRaw) raw(server, Files.size(Path.of(server.get("file"))));
            else paid(server, Path.of(target));
    }

    private static void raw(Handout server, long bytes) throws Exception {
        PeerAddress bare = PeerAddress.parse(server.get("bare"));
        say(0, BareClient.run(bare, bytes / SLICE_BYTES, SLICE_BYTES, BARE_IN_FLIGHT));
    }

    /** With a wallet and channels of its own; they are open before the clock runs. */
    private static void paid(Handout server, Path target) throws Exception {
        Home home = Home.at(target.resolveSibling(target.getFileName() + ".home"));
        try (RocksChannelStore channels = home.channels();
                Buyer buyer =
                        new Buyer(server.chain(), home, Buyer.wallet(server.chain()), channels)) {
            ConsumerNode consumer = buyer.node();
            PeerAddress node = PeerAddress.parse(server.get("node"));
            List<PeerAddress> nodes = List.of(node);
            ContentId content = ContentId.parse(server.get("paid"));
            Manifest manifest =
                    ManifestCodec.verify(consumer.lookup().manifestBytes(content, nodes));
            PlaybackPlan plan = consumer.prepare(manifest, node, nodes, NO_LIMIT, IDLE_TIMEOUT_NS);
            play(consumer, plan, target);
        }
    }

    private static void play(ConsumerNode consumer, PlaybackPlan plan, Path target)
            throws IOException {
        AtomicLong firstNs = new AtomicLong();
        try (FileChannel out =
                FileChannel.open(target, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            long startNs = System.nanoTime();
            try (Playback playback =
                    consumer.play(
                            plan,
                            (slice, plain, length) -> {
                                firstNs.compareAndSet(0, System.nanoTime());
                                write(out, ByteBuffer.wrap(plain, 0, length));
                            },
                            PlaybackListener.NONE)) {
                PlaybackResult result = playback.result().join();
                if (result.failure().isPresent())
                    throw new IOException(result.failure().get().toString());
            }
            say((firstNs.get() - startNs) / 1e9, (System.nanoTime() - startNs) / 1e9);
        }
    }

    private static void write(FileChannel out, ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) out.write(bytes);
    }

    private static void say(double first, double total) {
        System.out.println(
                String.format(Locale.ROOT, "{\"first\":%.6f,\"total\":%.6f}", first, total));
    }
}
