package dev.sluice.bench.first;

import dev.sluice.bench.Cast;
import dev.sluice.bench.Percentiles;
import dev.sluice.bench.TemporaryDirectory;
import dev.sluice.bench.Worker;
import dev.sluice.chain.local.LocalChain;
import dev.sluice.lab.Machine;
import dev.sluice.lab.ResultFile;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** How soon a warm node plays, and how soon it is elsewhere after a seek. */
public final class FirstTouch {
    private static final int SEEDERS = 2;
    private static final int SLICE_BYTES = 128 << 10;
    private static final long PRICE_PER_MIB = 16_000_000;

    /** Plays, and seeks, before those that count: the compiler is not what is measured. */
    private static final int LEAST_WARM_UP = 40;

    private static final String WARM =
            "processes and their code; channels open, with a reserve; connections that rest; not:"
                    + " that a channel is shown, manifest, hash pages, slices, keys of the place";

    /** Where the next sample is: far from the last, and nowhere twice. */
    private static final long STRIDE = 389;

    private static final List<String> FLAGS =
            List.of(
                    "--enable-native-access=ALL-UNNAMED",
                    "--sun-misc-unsafe-memory-access=allow",
                    "-XX:+UseSerialGC",
                    "-Xmx512m");

    private final Path directory;
    private final int plays;
    private final int seeks;
    private final int warmUp;
    private final List<Worker> nodes = new ArrayList<>();
    private final Map<String, Object> report = new LinkedHashMap<>();
    private long next;

    private FirstTouch(Path directory, int plays, int seeks) {
        this.directory = directory;
        this.plays = plays;
        this.seeks = seeks;
        this.warmUp = Math.max(LEAST_WARM_UP, 2 * plays / 5);
    }

    /** Arguments: result file, plays, seeks. */
    public static void main(String[] arguments) throws Exception {
        try (TemporaryDirectory directory = TemporaryDirectory.create("sluice-first-");
                LocalChain chain = LocalChain.start()) {
            FirstTouch bench =
                    new FirstTouch(
                            directory.path(),
                            Integer.parseInt(arguments[1]),
                            Integer.parseInt(arguments[2]));
            try {
                bench.run(chain);
            } finally {
                for (Worker node : bench.nodes) node.close();
            }
            bench.report.put("machine", Machine.describe(FLAGS));
            ResultFile.write(Path.of(arguments[0]), bench.report);
        }
    }

    private void run(LocalChain chain) throws IOException {
        Cast cast = new Cast(directory, chain, FLAGS);
        for (int i = 0; i <= SEEDERS; i++) nodes.add(cast.shop("node-" + i));
        Worker creator = nodes.getFirst();
        String content = creator.ask(publish("film", slices(), PRICE_PER_MIB));
        List<String> addresses = new ArrayList<>();
        for (Worker node : nodes) addresses.add(node.ask("address"));
        for (Worker seeder : nodes.subList(1, nodes.size()))
            seeder.ask("mirror " + content + " " + addresses.getFirst());
        cast.tell(content, addresses);
        report.put("benchmark", "first");
        report.put("seeders", SEEDERS);
        report.put("sliceBytes", SLICE_BYTES);
        report.put("warm", WARM);
        report.put("warmUp", warmUp);
        try (Worker consumer = new Worker(FirstChild.class, FLAGS, List.of(directory.toString()))) {
            // twice the film's price and more, so that no channel is opened or topped up later
            long dear = 3 * PRICE_PER_MIB * slices();
            consumer.ask("open " + creator.ask(publish("dear", 1, dear)));
            plays(consumer);
            seeks(consumer);
        }
    }

    private String publish(String name, long slices, long pricePerMib) throws IOException {
        Path file = directory.resolve(name);
        try (RandomAccessFile film = new RandomAccessFile(file.toFile(), "rw")) {
            film.setLength(slices * SLICE_BYTES);
        }
        return Cast.publish(file, pricePerMib, SLICE_BYTES, 0);
    }

    private long slices() {
        return (long) places() * FirstChild.REACH;
    }

    private int places() {
        return 2 * warmUp + plays + seeks;
    }

    private long place() {
        long place = next * STRIDE % places();
        next++;
        return place * FirstChild.REACH;
    }

    private void plays(Worker consumer) throws IOException {
        for (int i = 0; i < warmUp; i++) ask(consumer, "play " + place());
        Map<String, long[]> took = new LinkedHashMap<>();
        for (int i = 0; i < plays; i++) {
            JsonNode sample = ask(consumer, "play " + place());
            for (String part : List.of("play", "manifest", "prepare", "show", "stream"))
                took.computeIfAbsent(part, _ -> new long[plays])[i] = sample.get(part).longValue();
        }
        report.put("plays", plays);
        took.forEach((part, ns) -> report.put(part, Percentiles.of(ns).report()));
    }

    private void seeks(Worker consumer) throws IOException {
        consumer.ask("stay");
        for (int i = 0; i < warmUp; i++) ask(consumer, "seek " + place());
        long[] took = new long[seeks];
        for (int i = 0; i < seeks; i++)
            took[i] = ask(consumer, "seek " + place()).get("seek").longValue();
        consumer.ask("leave");
        report.put("seeks", seeks);
        report.put("seek", Percentiles.of(took).report());
    }

    private static JsonNode ask(Worker worker, String what) throws IOException {
        return JsonMapper.builder().build().readTree(worker.ask(what));
    }
}
