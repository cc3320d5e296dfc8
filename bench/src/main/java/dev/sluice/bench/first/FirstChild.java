package dev.sluice.bench.first;

import dev.sluice.bench.Buyer;
import dev.sluice.bench.Handout;
import dev.sluice.engine.consumer.Playback;
import dev.sluice.engine.consumer.PlaybackListener;
import dev.sluice.engine.consumer.PlaybackPlan;
import dev.sluice.engine.consumer.PlaybackResult;
import dev.sluice.engine.consumer.PlayerSink;
import dev.sluice.engine.node.ConsumerNode;
import dev.sluice.engine.node.Home;
import dev.sluice.engine.session.Span;
import dev.sluice.engine.store.RocksChannelStore;
import dev.sluice.payments.crypto.SecretKey;
import dev.sluice.payments.money.Amount;
import dev.sluice.streaming.content.ContentId;
import dev.sluice.streaming.content.Manifest;
import dev.sluice.streaming.content.ManifestCodec;
import dev.sluice.streaming.text.PeerAddress;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * A consumer that stays up. Answers {@code open CONTENT}, which opens channels that can pay for
 * that work, {@code play SLICE}, {@code stay}, {@code seek SLICE} and {@code leave} with a line of
 * JSON each, times in nanoseconds; ends with its stdin.
 */
final class FirstChild {
    private static final Amount NO_LIMIT = new Amount(-1, -1);
    private static final long IDLE_TIMEOUT_NS = 30_000_000_000L;
    private static final long PATIENCE_SECONDS = 30;

    /** What the gateway asks for at first. */
    static final int REACH = 8;

    private final ConsumerNode consumer;
    private final PeerAddress keyService;
    private final List<PeerAddress> seeders;
    private final ContentId content;
    private final Sink sink = new Sink();
    private @Nullable Playback staying;

    private FirstChild(ConsumerNode consumer, Handout handout) {
        this.consumer = consumer;
        this.keyService = PeerAddress.parse(handout.get("keyService"));
        this.seeders =
                Arrays.stream(handout.get("seeders").split(" ", -1))
                        .map(PeerAddress::parse)
                        .toList();
        this.content = ContentId.parse(handout.get("content"));
    }

    /** Arguments: directory of the run. */
    public static void main(String[] arguments) throws Exception {
        Path directory = Path.of(arguments[0]);
        Handout handout = Handout.read(directory);
        Home home = Home.at(directory.resolve("consumer"));
        SecretKey wallet = Buyer.wallet(handout.chain());
        BufferedReader in =
                new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        JsonMapper json = JsonMapper.builder().build();
        try (RocksChannelStore channels = home.channels();
                Buyer buyer = new Buyer(handout.chain(), home, wallet, channels)) {
            FirstChild child = new FirstChild(buyer.node(), handout);
            for (String line = in.readLine(); line != null; line = in.readLine())
                System.out.println(json.writeValueAsString(child.answer(line.split(" ", -1))));
        }
        System.exit(0);
    }

    private Map<String, Long> answer(String[] words) throws Exception {
        return switch (words[0]) {
            case "open" -> {
                var _ = prepare(manifest(ContentId.parse(words[1])));
                yield Map.of();
            }
            case "play" -> play(Long.parseLong(words[1]));
            case "stay" -> stay();
            case "seek" -> seek(Long.parseLong(words[1]));
            case "leave" -> leave();
            default -> throw new IllegalArgumentException(words[0]);
        };
    }

    private Manifest manifest(ContentId wanted) throws Exception {
        return ManifestCodec.verify(consumer.lookup().manifestBytes(wanted, List.of(keyService)));
    }

    private PlaybackPlan prepare(Manifest manifest) throws Exception {
        return consumer.prepare(manifest, keyService, seeders, NO_LIMIT, IDLE_TIMEOUT_NS).staying();
    }

    /** From nothing but the content id and addresses. */
    private Map<String, Long> play(long slice) throws Exception {
        long startNs = System.nanoTime();
        Manifest manifest = manifest(content);
        long manifestNs = System.nanoTime();
        PlaybackPlan plan = prepare(manifest).over(new Span(slice, slice + REACH));
        long preparedNs = System.nanoTime();
        sink.await(slice);
        sink.shownNs = 0;
        try (Playback playback = consumer.play(plan, sink, sink)) {
            long firstNs = sink.cameNs();
            long shownNs = sink.shownNs;
            end(playback);
            return Map.of(
                    "manifest", manifestNs - startNs,
                    "prepare", preparedNs - manifestNs,
                    "show", shownNs - preparedNs,
                    "stream", firstNs - shownNs,
                    "play", firstNs - startNs);
        } finally {
            plan.sources().forEach(PlaybackPlan.Source::rest);
        }
    }

    private static void end(Playback playback) throws IOException {
        playback.leave();
        PlaybackResult result = playback.result().join();
        if (result.failure().isPresent()) throw new IOException(result.failure().toString());
    }

    private Map<String, Long> stay() throws Exception {
        PlaybackPlan plan = prepare(manifest(content)).over(new Span(0, 0));
        staying = consumer.play(plan, sink, PlaybackListener.NONE);
        return Map.of();
    }

    private Playback staying() {
        if (staying == null) throw new IllegalStateException("stay first");
        return staying;
    }

    private Map<String, Long> seek(long slice) throws Exception {
        sink.await(slice);
        long startNs = System.nanoTime();
        staying().seek(new Span(slice, slice + REACH));
        return Map.of("seek", sink.cameNs() - startNs);
    }

    private Map<String, Long> leave() throws Exception {
        try (Playback playback = staying()) {
            end(playback);
        }
        return Map.of();
    }

    /**
     * Says when a seeder took its channel, and when the awaited slice came; takes all others at
     * once.
     */
    private static final class Sink implements PlayerSink, PlaybackListener {
        private final Semaphore came = new Semaphore(0);
        private volatile long awaited = -1;
        private volatile long cameNs;
        private volatile long shownNs;

        void await(long slice) {
            awaited = slice;
        }

        @Override
        public void seederUp(int seeder) {
            if (shownNs == 0) shownNs = System.nanoTime();
        }

        @Override
        public void accept(long slice, byte[] plain, int length) {
            if (slice != awaited) return;
            cameNs = System.nanoTime();
            awaited = -1;
            came.release();
        }

        long cameNs() throws Exception {
            if (!came.tryAcquire(PATIENCE_SECONDS, TimeUnit.SECONDS))
                throw new IOException("nothing came in " + PATIENCE_SECONDS + " s");
            return cameNs;
        }
    }
}
