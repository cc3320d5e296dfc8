package dev.sluice.bench.crowd;

import dev.sluice.bench.Cast;
import dev.sluice.bench.Slope;
import dev.sluice.bench.TemporaryDirectory;
import dev.sluice.bench.ThreadCpu;
import dev.sluice.bench.Worker;
import dev.sluice.chain.local.LocalChain;
import dev.sluice.lab.Machine;
import dev.sluice.lab.ResultFile;
import dev.sluice.payments.money.Amount;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * One seeder process and ever more consumers that play from it at once, as fast as it comes: their
 * shares over the same time, and what the seeder holds for each.
 */
public final class Crowd {
    private static final int PROCESSES = 2;
    private static final int SLICE_BYTES = 64 << 10;
    private static final long PRICE_PER_MIB = 16_000_000;
    private static final long MIB = 1 << 20;
    private static final long LOOK_MS = 100;
    private static final int SETTLE_SECONDS = 60;

    /** A consumer that has nearly all of the work ends the step: it would get no more. */
    private static final double NEARLY_ALL = 0.8;

    private static final List<String> FLAGS =
            List.of(
                    "--enable-native-access=ALL-UNNAMED",
                    "--sun-misc-unsafe-memory-access=allow",
                    "-Xmx1g");
    private static final List<String> CROWD_FLAGS =
            List.of(
                    "--enable-native-access=ALL-UNNAMED",
                    "--sun-misc-unsafe-memory-access=allow",
                    "-XX:+UseSerialGC",
                    "-Xmx2g");

    private final JsonMapper json = JsonMapper.builder().build();
    private final Path directory;
    private final int mib;
    private final int seconds;
    private final Worker seeder;
    private final List<Worker> crowd = new ArrayList<>();
    private final List<String> failures = new ArrayList<>();
    private final ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor();
    private final Map<Integer, JsonNode> held = new LinkedHashMap<>();
    private Amount promised = Amount.ZERO;

    private Crowd(Path directory, LocalChain chain, int mib, int seconds, long seed)
            throws IOException {
        this.directory = directory;
        this.mib = mib;
        this.seconds = seconds;
        Cast cast = new Cast(directory, chain, FLAGS);
        seeder = cast.shop("seeder");
        cast.tell(seeder.ask(Cast.publish(film(seed), PRICE_PER_MIB, SLICE_BYTES, 0)), seeder);
        for (int i = 0; i < PROCESSES; i++)
            crowd.add(
                    new Worker(
                            CrowdChild.class,
                            CROWD_FLAGS,
                            List.of(directory.toString(), "crowd-" + i)));
    }

    /** Arguments: result file, seconds of a step, MiB of the work, seed, consumers of each step. */
    public static void main(String[] arguments) throws Exception {
        int seconds = Integer.parseInt(arguments[1]);
        int mib = Integer.parseInt(arguments[2]);
        long seed = Long.parseLong(arguments[3]);
        List<Integer> sizes = Arrays.stream(arguments).skip(4).map(Integer::valueOf).toList();
        boolean failed;
        try (TemporaryDirectory directory = TemporaryDirectory.create("sluice-crowd-");
                LocalChain chain = LocalChain.start()) {
            Crowd bench = new Crowd(directory.path(), chain, mib, seconds, seed);
            Map<String, Object> report;
            try {
                report = bench.run(sizes);
            } finally {
                bench.close();
            }
            report.put("seed", seed);
            report.put("machine", Machine.describe(FLAGS));
            ResultFile.write(Path.of(arguments[0]), report);
            failed = !bench.failures.isEmpty();
        }
        if (failed) System.exit(6);
    }

    private Path film(long seed) throws IOException {
        Path file = directory.resolve("film.bin");
        SplittableRandom random = new SplittableRandom(seed);
        byte[] chunk = new byte[(int) MIB];
        try (OutputStream out = Files.newOutputStream(file)) {
            for (int i = 0; i < mib; i++) {
                random.nextBytes(chunk);
                out.write(chunk);
            }
        }
        return file;
    }

    private Map<String, Object> run(List<Integer> sizes) throws Exception {
        long startNs = System.nanoTime();
        Map<String, Object> report = new LinkedHashMap<>();
        report.put("benchmark", "crowd");
        report.put("workMib", mib);
        report.put("sliceBytes", SLICE_BYTES);
        report.put("crowdProcesses", PROCESSES);
        List<Map<String, Object>> steps = new ArrayList<>();
        warmUp();
        JsonNode alone = vitals();
        for (int size : sizes) steps.add(step(size, alone));
        report.put("alone", alone);
        report.put("steps", steps);
        if (sizes.size() > 1) report.put("perConsumer", slopes());
        Amount earned = Amount.parse(seeder.ask("earned"));
        report.put("promisedBaseUnits", promised.toString());
        report.put("earnedBaseUnits", earned.toString());
        require(earned.equals(promised), "promised " + promised + ", earned " + earned);
        report.put("failures", failures);
        report.put("seconds", (System.nanoTime() - startNs) / 1_000_000_000L);
        return report;
    }

    /** One consumer of each process after the other, so that no figure is that of cold code. */
    private void warmUp() throws IOException {
        for (Worker child : crowd) {
            child.ask("play 1");
            stopped(json.readTree(child.ask("stop")));
        }
    }

    private void stopped(JsonNode stopped) {
        stopped.get("failures").forEach(failure -> failures.add(failure.stringValue()));
        promised = promised.plus(Amount.parse(stopped.get("promised").stringValue()));
    }

    private Map<String, Object> step(int consumers, JsonNode alone) throws Exception {
        askAll(child -> "play " + share(consumers, child));
        List<JsonNode> from = settled();
        ThreadCpu before = ThreadCpu.of(seeder.pid());
        List<JsonNode> to = from;
        long endNs = System.nanoTime() + seconds * 1_000_000_000L;
        while (System.nanoTime() < endNs && mostBytes(to) < mib * MIB * NEARLY_ALL) {
            Thread.sleep(LOOK_MS);
            to = counts();
        }
        long cpuNs = ThreadCpu.of(seeder.pid()).since(before).getOrDefault(ThreadCpu.TOTAL, 0L);
        JsonNode now = vitals();
        held.put(consumers, now);
        for (JsonNode stopped : askAll(_ -> "stop")) stopped(stopped);
        Map<String, Object> step = new LinkedHashMap<>();
        step.put("consumers", consumers);
        shares(from, to, step);
        step.put("seederCpuSecondsPerGb", rounded((double) cpuNs / (bytes(to) - bytes(from))));
        step.put("seeder", now);
        step.put(
                "residentBytesPerConsumer",
                (now.get("residentBytes").longValue() - alone.get("residentBytes").longValue())
                        / consumers);
        System.err.println(step);
        return step;
    }

    private static int share(int consumers, int child) {
        return consumers / PROCESSES + (child < consumers % PROCESSES ? 1 : 0);
    }

    private List<JsonNode> counts() throws Exception {
        return askAll(_ -> "count");
    }

    /** When everybody's credit, half of what was paid, covers the most that may be under way. */
    private List<JsonNode> settled() throws Exception {
        long endNs = System.nanoTime() + SETTLE_SECONDS * 1_000_000_000L;
        List<JsonNode> counts = counts();
        while (System.nanoTime() < endNs && leastBytes(counts) < 2 * 16 * SLICE_BYTES) {
            Thread.sleep(LOOK_MS);
            counts = counts();
        }
        return counts;
    }

    private static long bytes(List<JsonNode> counts) {
        long sum = 0;
        for (JsonNode count : counts)
            for (JsonNode bytes : count.get("bytes")) sum += bytes.longValue();
        return sum;
    }

    private static long leastBytes(List<JsonNode> counts) {
        long least = Long.MAX_VALUE;
        for (JsonNode count : counts)
            for (JsonNode bytes : count.get("bytes")) least = Math.min(least, bytes.longValue());
        return least;
    }

    private static long mostBytes(List<JsonNode> counts) {
        long most = 0;
        for (JsonNode count : counts)
            for (JsonNode bytes : count.get("bytes")) most = Math.max(most, bytes.longValue());
        return most;
    }

    /** By the clock of each process, which is asked a little earlier or later than the others. */
    private void shares(List<JsonNode> from, List<JsonNode> to, Map<String, Object> step) {
        List<Double> mbPerSecond = new ArrayList<>();
        double overSeconds = 0;
        for (int child = 0; child < from.size(); child++) {
            JsonNode before = from.get(child);
            JsonNode after = to.get(child);
            double took = (after.get("nanos").longValue() - before.get("nanos").longValue()) / 1e9;
            overSeconds = Math.max(overSeconds, took);
            for (int i = 0; i < before.get("bytes").size(); i++)
                mbPerSecond.add(
                        (after.get("bytes").get(i).longValue()
                                        - before.get("bytes").get(i).longValue())
                                / took
                                / 1e6);
        }
        Shares shares = Shares.of(mbPerSecond);
        step.put("overSeconds", rounded(overSeconds));
        step.put("mbPerSecondInAll", rounded(shares.mean() * mbPerSecond.size()));
        step.put("mbPerSecondMean", rounded(shares.mean()));
        step.put("mbPerSecondLeast", rounded(shares.least()));
        step.put("mbPerSecondMost", rounded(shares.most()));
        step.put("leastToMost", rounded(shares.least() / shares.most()));
        step.put("jain", rounded(shares.jain()));
    }

    /** By least squares over the steps. */
    private Map<String, Object> slopes() {
        Map<String, Object> slopes = new LinkedHashMap<>();
        for (String figure : List.of("residentBytes", "heapBytes", "transportPoolBytes")) {
            List<double[]> points = new ArrayList<>();
            held.forEach(
                    (consumers, vitals) ->
                            points.add(new double[] {consumers, vitals.get(figure).doubleValue()}));
            slopes.put(figure, Math.round(Slope.of(points).slope()));
        }
        return slopes;
    }

    private JsonNode vitals() throws IOException {
        return json.readTree(seeder.ask("vitals"));
    }

    /** All at once. */
    private List<JsonNode> askAll(java.util.function.IntFunction<String> what) throws Exception {
        List<Callable<JsonNode>> tasks = new ArrayList<>();
        for (int i = 0; i < crowd.size(); i++) {
            int child = i;
            tasks.add(() -> json.readTree(crowd.get(child).ask(what.apply(child))));
        }
        List<JsonNode> answers = new ArrayList<>();
        for (Future<JsonNode> answer : callers.invokeAll(tasks)) answers.add(answer.get());
        return answers;
    }

    private void require(boolean holds, String what) {
        if (!holds) failures.add(what);
    }

    private static double rounded(double value) {
        return Math.round(value * 1_000) / 1_000.0;
    }

    private void close() throws IOException {
        callers.shutdownNow();
        for (Worker child : crowd) child.close();
        seeder.close();
    }
}
