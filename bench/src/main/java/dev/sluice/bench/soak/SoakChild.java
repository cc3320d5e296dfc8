package dev.sluice.bench.soak;

import dev.sluice.bench.BufferWatch;
import dev.sluice.bench.Buyer;
import dev.sluice.bench.Handout;
import dev.sluice.bench.Vitals;
import dev.sluice.chain.ledger.EvmLedger;
import dev.sluice.chain.local.LocalChain;
import dev.sluice.payments.crypto.SecretKey;
import dev.sluice.streaming.content.ContentId;
import dev.sluice.streaming.quic.Load;
import dev.sluice.streaming.text.PeerAddress;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import tools.jackson.databind.json.JsonMapper;

/**
 * A process with restless consumers. Answers {@code begin N}, {@code vitals}, and {@code end},
 * which leaves when all are gone, with a line of JSON each; ends with its stdin.
 */
final class SoakChild {
    private final Path directory;
    private final Handout handout;
    private final SecretKey wallet;
    private final EvmLedger ledger;
    private final SplittableRandom seeds;
    private final List<Restless> consumers = new ArrayList<>();
    private final List<Thread> threads = new ArrayList<>();
    private int begun;

    private SoakChild(
            Path directory, Handout handout, SecretKey wallet, EvmLedger ledger, long seed) {
        this.directory = directory;
        this.handout = handout;
        this.wallet = wallet;
        this.ledger = ledger;
        this.seeds = new SplittableRandom(seed);
    }

    /** Arguments: directory of the run, name, seed. */
    public static void main(String[] arguments) throws Exception {
        BufferWatch.install();
        Path directory = Path.of(arguments[0]);
        Handout handout = Handout.read(directory);
        SecretKey wallet = Buyer.wallet(handout.chain());
        BufferedReader in =
                new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        JsonMapper json = JsonMapper.builder().build();
        try (EvmLedger ledger =
                EvmLedger.open(handout.chain().settings().withPoll(LocalChain.POLL), wallet)) {
            SoakChild child =
                    new SoakChild(
                            directory.resolve(arguments[1]),
                            handout,
                            wallet,
                            ledger,
                            Long.parseLong(arguments[2]));
            for (String line = in.readLine(); line != null; line = in.readLine())
                System.out.println(json.writeValueAsString(child.answer(line.split(" ", -1))));
        }
        System.exit(0);
    }

    private Map<String, ?> answer(String[] words) throws Exception {
        return switch (words[0]) {
            case "begin" -> begin(Integer.parseInt(words[1]));
            case "vitals" -> Vitals.now(load()).report();
            case "end" -> end();
            default -> throw new IllegalArgumentException(words[0]);
        };
    }

    private Map<String, ?> begin(int count) {
        for (int i = 0; i < count; i++) {
            Restless consumer =
                    new Restless(
                            new Restless.Setting(
                                    directory.resolve("consumer-" + begun++),
                                    ContentId.parse(handout.get("content")),
                                    PeerAddress.parse(handout.get("seeder")),
                                    wallet,
                                    ledger),
                            seeds.nextLong());
            consumers.add(consumer);
            threads.add(Thread.ofPlatform().daemon().name("restless-" + i).start(consumer));
        }
        return Map.of();
    }

    private Load load() {
        int connections = 0;
        int streams = 0;
        for (Restless consumer : consumers) {
            Load load = consumer.load();
            connections += load.connections();
            streams += load.streams();
        }
        return new Load(connections, streams);
    }

    private Map<String, ?> end() throws InterruptedException {
        consumers.forEach(Restless::stop);
        for (Thread thread : threads) thread.join();
        Map<Restless.Deed, Integer> deeds = new EnumMap<>(Restless.Deed.class);
        List<String> failures = new ArrayList<>();
        for (Restless consumer : consumers) {
            consumer.deeds().forEach((deed, times) -> deeds.merge(deed, times, Integer::sum));
            consumer.failure().ifPresent(failures::add);
        }
        threads.clear();
        consumers.clear();
        return Map.of("deeds", deeds, "failures", failures);
    }
}
