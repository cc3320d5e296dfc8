package dev.sluice.bench.scaling;

import dev.sluice.bench.Cast;
import dev.sluice.bench.Sample;
import dev.sluice.bench.Settled;
import dev.sluice.bench.ThreadCpu;
import dev.sluice.bench.Worker;
import dev.sluice.chain.local.LocalChain;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * One consumer that fetches a work from ever more seeders, each a process of its own; the creator,
 * another, only sells the keys. All share the machine's cores.
 */
final class Seeders implements AutoCloseable {
    private static final long PRICE_PER_MIB = 1_000_000;
    private static final int SLICE_BYTES = 256 << 10;
    private static final double QUIET_SHARE = 0.03;
    private static final int QUIET_ROUNDS = 2;
    private static final int MOST_UNCOUNTED = 6;

    private final Path directory;
    private final int mib;
    private final int rounds;
    private final Cast cast;
    private final Worker creator;
    private final String content;
    private final String keyService;
    private final List<Worker> seeders = new ArrayList<>();
    private final List<String> addresses = new ArrayList<>();
    private final JsonMapper json = JsonMapper.builder().build();
    private long startedMs;
    private long mirroredMs;

    Seeders(Path directory, LocalChain chain, int mib, int rounds) throws IOException {
        this.directory = directory;
        this.mib = mib;
        this.rounds = rounds;
        Files.createDirectories(directory);
        cast = new Cast(directory, chain, Scaling.FLAGS);
        creator = cast.shop("creator");
        keyService = creator.ask("address");
        Path file = Sample.write(directory.resolve("work.bin"), mib);
        content = creator.ask(Cast.publish(file, PRICE_PER_MIB, SLICE_BYTES, 0));
        addresses.add(keyService);
    }

    /** One round: what it took, and what each process had of a processor, in seconds. */
    private record Round(
            double seconds, double consumerCpu, double seederCpu, double leastShare, double jit) {}

    Map<String, Object> run(List<Integer> counts) throws Exception {
        Map<String, Object> report = new LinkedHashMap<>();
        report.put("workMib", mib);
        report.put("sliceBytes", SLICE_BYTES);
        report.put("rounds", rounds);
        List<Map<String, Object>> steps = new ArrayList<>();
        for (int count : counts) steps.add(step(count));
        report.put("steps", steps);
        return report;
    }

    private Map<String, Object> step(int count) throws Exception {
        while (seeders.size() < count) add();
        cast.tell(content, addresses);
        List<String> arguments = List.of(directory.toString(), "consumer-" + count);
        try (Worker consumer = new Worker(FetchChild.class, Scaling.FLAGS, arguments)) {
            Settled settled =
                    Settled.after(
                            () -> round(consumer, count).jit(),
                            QUIET_SHARE,
                            QUIET_ROUNDS,
                            MOST_UNCOUNTED);
            List<Round> ran = new ArrayList<>();
            for (int i = 0; i < rounds; i++) ran.add(round(consumer, count));
            Map<String, Object> step = row(count, median(ran));
            step.put("roundsUncounted", settled.rounds());
            step.put("consumer", json.readTree(consumer.ask("vitals")));
            System.err.println(step);
            return step;
        }
    }

    /** Starts one more, and has it fetch the work from the creator. */
    private void add() throws IOException {
        long startNs = System.nanoTime();
        Worker seeder = cast.shop("seeder-" + seeders.size());
        seeders.add(seeder);
        addresses.add(seeder.ask("address"));
        startedMs = (System.nanoTime() - startNs) / 1_000_000;
        startNs = System.nanoTime();
        seeder.ask("mirror " + content + " " + keyService);
        mirroredMs = (System.nanoTime() - startNs) / 1_000_000;
    }

    private Round round(Worker consumer, int count) throws IOException {
        consumer.ask("prepare " + count);
        ThreadCpu consumerBefore = ThreadCpu.of(consumer.pid());
        List<ThreadCpu> before = new ArrayList<>();
        for (Worker seeder : seeders) before.add(ThreadCpu.of(seeder.pid()));
        JsonNode fetched = json.readTree(consumer.ask("go"));
        Map<String, Long> spent = ThreadCpu.of(consumer.pid()).since(consumerBefore);
        double jit = ThreadCpu.compilerShare(spent);
        double seederCpu = 0;
        for (int i = 0; i < count; i++) {
            Map<String, Long> own = ThreadCpu.of(seeders.get(i).pid()).since(before.get(i));
            jit = Math.max(jit, ThreadCpu.compilerShare(own));
            seederCpu += own.getOrDefault(ThreadCpu.TOTAL, 0L) / 1e9;
        }
        return new Round(
                fetched.path("seconds").asDouble(),
                spent.getOrDefault(ThreadCpu.TOTAL, 0L) / 1e9,
                seederCpu,
                leastShare(fetched.path("seederBytes")),
                jit);
    }

    /** What the least used seeder gave beside its equal part; 1 when all gave the same. */
    private static double leastShare(JsonNode seederBytes) {
        double sum = 0;
        double least = Double.MAX_VALUE;
        for (JsonNode bytes : seederBytes) {
            sum += bytes.asDouble();
            least = Math.min(least, bytes.asDouble());
        }
        return least * seederBytes.size() / sum;
    }

    /** The one whose time is in the middle. */
    private static Round median(List<Round> ran) {
        List<Round> sorted =
                ran.stream().sorted(Comparator.comparingDouble(Round::seconds)).toList();
        return sorted.get(sorted.size() / 2);
    }

    private Map<String, Object> row(int count, Round round) throws IOException {
        double gb = mib * 1.048576e-3;
        long resident = 0;
        for (Worker seeder : seeders)
            resident += json.readTree(seeder.ask("vitals")).path("residentBytes").asLong();
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("seeders", count);
        row.put("mbPerSecond", rounded(gb * 1e3 / round.seconds()));
        row.put("consumerCpuSecondsPerGb", rounded(round.consumerCpu() / gb));
        row.put("seederCpuSecondsPerGb", rounded(round.seederCpu() / gb));
        row.put("leastToEqualShare", rounded(round.leastShare()));
        row.put("seederResidentBytes", resident / seeders.size());
        row.put("startToServingMillis", startedMs);
        row.put("mirrorMillis", mirroredMs);
        return row;
    }

    private static double rounded(double value) {
        return Math.round(value * 1_000) / 1_000.0;
    }

    @Override
    public void close() throws IOException {
        for (Worker seeder : seeders) seeder.close();
        creator.close();
    }
}
