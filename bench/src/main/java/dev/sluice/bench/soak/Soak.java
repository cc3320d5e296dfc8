package dev.sluice.bench.soak;

import dev.sluice.bench.BufferWatch;
import dev.sluice.bench.Cast;
import dev.sluice.bench.Slope;
import dev.sluice.bench.TemporaryDirectory;
import dev.sluice.bench.Worker;
import dev.sluice.chain.local.LocalChain;
import dev.sluice.lab.Machine;
import dev.sluice.lab.ResultFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Random seeks, departures and kills for so many seconds, and what the seeder and a process of
 * consumers hold meanwhile and after.
 */
public final class Soak {
    private static final int CONSUMERS = 6;
    private static final int VICTIMS = 2;
    private static final int FILM_BYTES = 128 << 20;
    private static final int SLICE_BYTES = 64 << 10;
    private static final long PRICE_PER_MIB = 16_000_000;
    private static final int LONGEST_LIFE_MS = 8_000;
    private static final int PAUSE_MS = 5_000;

    /** Until a killed peer is given up, and an idle connection to the ledger after five minutes. */
    private static final int SETTLE_SECONDS = 330;

    /** What the pools of the JDK and of the HTTP client to the ledger may keep or not. */
    private static final int POOLED = 8;

    /** Of the heap after a full collection, at rest after the run above that at rest before. */
    private static final long MOST_HEAP_BYTES_PER_MINUTE = 128 << 10;

    /** A shorter run tells what was loaded, and nothing of growth. */
    private static final int SECONDS_FOR_A_SLOPE = 180;

    /** A heap of one size, in use from the start, and no dead objects left among the living. */
    private static final List<String> FLAGS =
            List.of(
                    "--enable-native-access=ALL-UNNAMED",
                    "--sun-misc-unsafe-memory-access=allow",
                    "-XX:+UseSerialGC",
                    BufferWatch.PARANOID,
                    "-XX:MarkSweepAlwaysCompactCount=1",
                    "-XX:+AlwaysPreTouch",
                    "-Xms384m",
                    "-Xmx384m");

    private final JsonMapper json = JsonMapper.builder().build();
    private final Path directory;
    private final SplittableRandom seeds;
    private final Worker seeder;
    private final Worker crowd;
    private final Map<String, JsonNode> base = new LinkedHashMap<>();
    private final List<Map<String, Object>> samples = new ArrayList<>();
    private final List<String> violations = new ArrayList<>();
    private volatile boolean over;
    private int kills;

    private Soak(Path directory, LocalChain chain, long seed) throws IOException {
        this.directory = directory;
        this.seeds = new SplittableRandom(seed);
        Cast cast = new Cast(directory, chain, FLAGS);
        seeder = cast.shop("seeder");
        cast.tell(seeder.ask(Cast.publish(film(), PRICE_PER_MIB, SLICE_BYTES, 0)), seeder);
        crowd = child("crowd");
    }

    /** Arguments: result file, seconds, seed. */
    public static void main(String[] arguments) throws Exception {
        int seconds = Integer.parseInt(arguments[1]);
        long seed = Long.parseLong(arguments[2]);
        boolean failed;
        try (TemporaryDirectory directory = TemporaryDirectory.create("sluice-soak-");
                LocalChain chain = LocalChain.start()) {
            Soak bench = new Soak(directory.path(), chain, seed);
            Map<String, Object> report;
            try {
                report = bench.run(seconds);
            } finally {
                bench.close();
            }
            report.put("seed", seed);
            report.put("machine", Machine.describe(FLAGS));
            ResultFile.write(Path.of(arguments[0]), report);
            failed = !bench.violations.isEmpty();
        }
        if (failed) System.exit(6);
    }

    private Path film() throws IOException {
        byte[] bytes = new byte[FILM_BYTES];
        seeds.nextBytes(bytes);
        return Files.write(directory.resolve("film.bin"), bytes);
    }

    private Worker child(String name) throws IOException {
        return new Worker(
                SoakChild.class,
                FLAGS,
                List.of(directory.toString(), name, Long.toString(seeds.nextLong())));
    }

    private Map<String, Object> run(int seconds) throws Exception {
        Map<String, Object> report = new LinkedHashMap<>();
        report.put("benchmark", "soak");
        report.put("secondsOfSoak", seconds);
        report.put("consumers", CONSUMERS);
        warmUp();
        Thread killer = Thread.ofPlatform().daemon().start(this::killOneAfterTheOther);
        crowd.ask("begin " + CONSUMERS);
        long startNs = System.nanoTime();
        int everySeconds = Math.clamp(seconds / 6, 1, 60);
        for (int at = everySeconds; at <= seconds; at += everySeconds) {
            Thread.sleep(Math.max(0, at * 1_000L - (System.nanoTime() - startNs) / 1_000_000));
            sample(at);
        }
        over = true;
        killer.join();
        JsonNode ended = json.readTree(crowd.ask("end"));
        ended.get("failures").forEach(failure -> violations.add(failure.stringValue()));
        report.put("deeds", ended.get("deeds"));
        report.put("kills", kills);
        report.put("before", base);
        report.put("samples", samples);
        Map<String, JsonNode> after = new LinkedHashMap<>();
        for (String of : base.keySet()) after.put(of, settled(of));
        report.put("after", after);
        if (seconds >= SECONDS_FOR_A_SLOPE) {
            for (String of : base.keySet())
                report.put(of + "PerMinute", growth(of, after, seconds / 60.0));
            report.put("mostHeapBytesPerMinute", MOST_HEAP_BYTES_PER_MINUTE);
        }
        report.put("pooledThreadsAndDescriptors", POOLED);
        report.put("violations", violations);
        return report;
    }

    /** What one consumer that came and went leaves behind is there for all. */
    private void warmUp() throws Exception {
        crowd.ask("begin 1");
        Thread.sleep(PAUSE_MS);
        crowd.ask("end");
        base.put("seeder", await("seeder", null));
        base.put("consumers", await("consumers", null));
    }

    private JsonNode vitals(String of) throws IOException {
        return json.readTree((of.equals("seeder") ? seeder : crowd).ask("vitals"));
    }

    private void sample(int at) throws IOException {
        Map<String, Object> sample = new LinkedHashMap<>();
        sample.put("second", at);
        sample.put("seeder", vitals("seeder"));
        sample.put("consumers", vitals("consumers"));
        System.err.println(sample);
        samples.add(sample);
    }

    /** Killed with kill -9 after a while, wherever it is. */
    private void killOneAfterTheOther() {
        SplittableRandom random = seeds.split();
        try {
            while (!over) {
                Thread.sleep(random.nextInt(PAUSE_MS));
                try (Worker victim = child("victim-" + kills)) {
                    victim.ask("begin " + VICTIMS);
                    Thread.sleep(random.nextInt(LONGEST_LIFE_MS));
                    victim.kill();
                }
                kills++;
            }
        } catch (IOException | InterruptedException e) {
            violations.add("the killer: " + e);
        }
    }

    private JsonNode settled(String of) throws Exception {
        JsonNode before = Objects.requireNonNull(base.get(of));
        JsonNode after = await(of, before);
        for (String figure : List.of("liveBuffers", "connections", "streams"))
            require(figure, of, before, after, 0);
        for (String figure : List.of("descriptors", "threads"))
            require(figure, of, before, after, POOLED);
        if (after.get("lostBuffers").longValue() > 0)
            violations.add(after.get("lostBuffers") + " buffers lost, " + of);
        return after;
    }

    private void require(String figure, String of, JsonNode before, JsonNode after, int slack) {
        long most = before.get(figure).longValue() + slack;
        if (after.get(figure).longValue() > most)
            violations.add(
                    of + ": " + figure + " " + after.get(figure) + " after it, at most " + most);
    }

    /** When nobody is connected any more, and as much is held as before, if that comes. */
    private JsonNode await(String of, @Nullable JsonNode before) throws Exception {
        long endNs = System.nanoTime() + SETTLE_SECONDS * 1_000_000_000L;
        JsonNode now = vitals(of);
        while (System.nanoTime() < endNs && !isQuiet(now, before)) {
            Thread.sleep(500);
            now = vitals(of);
        }
        return now;
    }

    private static boolean isQuiet(JsonNode now, @Nullable JsonNode before) {
        if (now.get("connections").intValue() > 0) return false;
        if (before == null) return true;
        for (String figure : List.of("descriptors", "threads"))
            if (now.get(figure).longValue() > before.get(figure).longValue() + POOLED) return false;
        return now.get("liveBuffers").longValue() <= before.get("liveBuffers").longValue();
    }

    /** At rest the heap holds what is kept; while it runs, also what is under way just then. */
    private Map<String, Object> growth(String of, Map<String, JsonNode> after, double minutes) {
        Map<String, Object> growth = new LinkedHashMap<>();
        for (String figure : List.of("heapBytes", "residentBytes")) {
            double before = Objects.requireNonNull(base.get(of)).get(figure).doubleValue();
            double now = Objects.requireNonNull(after.get(of)).get(figure).doubleValue();
            growth.put(figure + "AtRest", Math.round((now - before) / minutes));
            Slope slope = Slope.of(points(of, figure));
            growth.put(figure + "Slope", Math.round(slope.slope()));
            growth.put(figure + "SlopeError", Math.round(slope.error()));
            if (figure.equals("heapBytes"))
                heapIsFlat(
                        of, Math.max((now - before) / minutes, slope.slope() - 2 * slope.error()));
        }
        return growth;
    }

    private void heapIsFlat(String of, double bytesPerMinute) {
        if (bytesPerMinute > MOST_HEAP_BYTES_PER_MINUTE)
            violations.add(of + ": the heap grows by " + bytesPerMinute + " bytes a minute");
    }

    private List<double[]> points(String of, String figure) {
        List<double[]> points = new ArrayList<>();
        for (Map<String, Object> sample : samples)
            if (sample.get(of) instanceof JsonNode vitals
                    && sample.get("second") instanceof Integer second)
                points.add(new double[] {second / 60.0, vitals.get(figure).doubleValue()});
        return points;
    }

    private void close() throws IOException {
        over = true;
        crowd.close();
        seeder.close();
    }
}
