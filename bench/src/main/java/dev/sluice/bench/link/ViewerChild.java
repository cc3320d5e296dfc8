package dev.sluice.bench.link;

import dev.sluice.bench.Buyer;
import dev.sluice.bench.Handout;
import dev.sluice.engine.consumer.Playback;
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
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * A consuming process with a home and a wallet of its own. Answers {@code prepare}, then {@code
 * start}, which leaves when the player begins, or {@code play}, with a line of JSON each; ends with
 * its stdin.
 */
final class ViewerChild {
    private static final Amount NO_LIMIT = new Amount(-1, -1);
    private static final long IDLE_TIMEOUT_NS = 30_000_000_000L;
    private static final long SECOND = 1_000_000_000;
    private static final long START_SECONDS = 60;

    private final ConsumerNode consumer;
    private final PeerAddress keyService;
    private final List<PeerAddress> seeders;
    private final Manifest manifest;
    private final Player.Media media;
    private @Nullable PlaybackPlan plan;

    private ViewerChild(ConsumerNode consumer, Handout handout) throws Exception {
        this.consumer = consumer;
        this.keyService = PeerAddress.parse(handout.get("keyService"));
        this.seeders =
                Arrays.stream(handout.get("seeders").split(" ", -1))
                        .map(PeerAddress::parse)
                        .toList();
        ContentId content = ContentId.parse(handout.get("content"));
        this.manifest =
                ManifestCodec.verify(consumer.lookup().manifestBytes(content, List.of(keyService)));
        this.media =
                new Player.Media(
                        manifest.geometry().contentBytes(),
                        Long.parseLong(handout.get("bitsPerSecond")),
                        SECOND,
                        2 * SECOND);
    }

    /** Arguments: directory of the run, name. */
    public static void main(String[] arguments) throws Exception {
        Path directory = Path.of(arguments[0]);
        Home home = Home.at(directory.resolve(arguments[1]));
        Handout handout = Handout.read(directory);
        SecretKey wallet = Buyer.wallet(handout.chain());
        try (RocksChannelStore channels = home.channels();
                Buyer buyer = new Buyer(handout.chain(), home, wallet, channels)) {
            new ViewerChild(buyer.node(), handout).serve();
        }
        System.exit(0);
    }

    private void serve() throws Exception {
        BufferedReader in =
                new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        JsonMapper json = JsonMapper.builder().build();
        for (String line = in.readLine(); line != null; line = in.readLine())
            System.out.println(json.writeValueAsString(answer(line)));
    }

    private Map<String, Object> answer(String line) throws Exception {
        PlaybackPlan prepared = plan;
        plan = null;
        if (prepared != null) return play(prepared, line.equals("play"));
        plan = consumer.prepare(manifest, keyService, seeders, NO_LIMIT, IDLE_TIMEOUT_NS);
        return Map.of();
    }

    private Map<String, Object> play(PlaybackPlan prepared, boolean whole) throws Exception {
        Screen screen = new Screen(media);
        try (Playback playback = consumer.play(prepared, screen, screen)) {
            if (!whole) {
                if (!screen.awaitStart(START_SECONDS))
                    throw new IOException("nothing plays after " + START_SECONDS + " s");
                playback.leave();
            }
            PlaybackResult result = playback.result().join();
            Map<String, Object> report = screen.report();
            long received = result.seederBytes().stream().mapToLong(Long::longValue).sum();
            report.put("deliveredBytes", result.deliveredBytes());
            report.put("seederBytes", result.seederBytes());
            report.put("receivedTwiceBytes", whole ? received - result.deliveredBytes() : 0);
            result.failure().ifPresent(failure -> report.put("failure", failure.toString()));
            return report;
        } finally {
            prepared.sources().forEach(PlaybackPlan.Source::rest);
        }
    }
}
