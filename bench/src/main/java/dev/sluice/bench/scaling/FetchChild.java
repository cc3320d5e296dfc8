package dev.sluice.bench.scaling;

import dev.sluice.bench.Buyer;
import dev.sluice.bench.Handout;
import dev.sluice.bench.Viewer;
import dev.sluice.bench.Vitals;
import dev.sluice.chain.ledger.EvmLedger;
import dev.sluice.chain.local.ChainInfo;
import dev.sluice.chain.local.LocalChain;
import dev.sluice.engine.consumer.Playback;
import dev.sluice.engine.consumer.PlaybackListener;
import dev.sluice.engine.consumer.PlaybackPlan;
import dev.sluice.engine.consumer.PlaybackResult;
import dev.sluice.payments.crypto.SecretKey;
import dev.sluice.streaming.content.ContentId;
import dev.sluice.streaming.text.PeerAddress;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * A consuming process. Answers {@code prepare N}, with channels to the first N seeders, {@code go},
 * which fetches the work from them, and {@code vitals}, with a line of JSON each; ends with its
 * stdin.
 */
final class FetchChild {
    private final Viewer viewer;
    private final List<PeerAddress> seeders;
    private @Nullable PlaybackPlan plan;

    private FetchChild(Viewer viewer, List<PeerAddress> seeders) {
        this.viewer = viewer;
        this.seeders = seeders;
    }

    /** Arguments: directory of the run, name. */
    public static void main(String[] arguments) throws Exception {
        Path directory = Path.of(arguments[0]);
        Handout handout = Handout.read(directory);
        ChainInfo chain = handout.chain();
        SecretKey wallet = Buyer.wallet(chain);
        BufferedReader in =
                new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        JsonMapper json = JsonMapper.builder().build();
        try (EvmLedger ledger = EvmLedger.open(chain.settings().withPoll(LocalChain.POLL), wallet);
                Viewer viewer =
                        new Viewer(
                                directory.resolve(arguments[1]),
                                ContentId.parse(handout.get("content")),
                                PeerAddress.parse(handout.get("keyService")),
                                wallet,
                                ledger)) {
            FetchChild child = new FetchChild(viewer, seeders(handout));
            for (String line = in.readLine(); line != null; line = in.readLine())
                System.out.println(json.writeValueAsString(child.answer(line.split(" ", -1))));
        }
        System.exit(0);
    }

    private static List<PeerAddress> seeders(Handout handout) {
        return Arrays.stream(handout.get("seeders").split(" ", -1))
                .map(PeerAddress::parse)
                .toList();
    }

    private Map<String, Object> answer(String[] words) throws Exception {
        return switch (words[0]) {
            case "prepare" -> {
                plan = viewer.prepare(seeders.subList(0, Integer.parseInt(words[1])));
                yield Map.of();
            }
            case "go" -> go();
            case "vitals" -> Vitals.now(viewer.load()).report();
            default -> throw new IllegalArgumentException(words[0]);
        };
    }

    private Map<String, Object> go() {
        PlaybackPlan prepared = plan;
        if (prepared == null) throw new IllegalStateException("nothing is prepared");
        plan = null;
        long startNs = System.nanoTime();
        try (Playback playback =
                viewer.play(prepared, (slice, plain, length) -> {}, PlaybackListener.NONE)) {
            PlaybackResult result = playback.result().join();
            double seconds = (System.nanoTime() - startNs) / 1e9;
            result.failure()
                    .ifPresent(
                            failure -> {
                                throw new IllegalStateException(failure.toString());
                            });
            Map<String, Object> report = new LinkedHashMap<>();
            report.put("seconds", seconds);
            report.put("deliveredBytes", result.deliveredBytes());
            report.put("seederBytes", result.seederBytes());
            return report;
        } finally {
            prepared.sources().forEach(PlaybackPlan.Source::rest);
        }
    }
}
