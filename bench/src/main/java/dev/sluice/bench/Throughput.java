package dev.sluice.bench;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * {@code paidToRaw} and {@code paidToFree}: one seeder, loopback, 1,350-byte datagrams, two
 * processes.
 *
 * <p>Rounds of the three kinds take turns, so that a drift of the machine hits all alike; a ratio
 * is the median over the rounds' own ratios.
 */
public final class Throughput {
    private static final List<String> KINDS = List.of("raw", "free", "paid");
    private static final List<String> FLAGS =
            List.of(
                    "--enable-native-access=ALL-UNNAMED",
                    "--sun-misc-unsafe-memory-access=allow",
                    "-Xmx1g");

    private final int mib;
    private final int rounds;
    private final int sliceBytes;
    private final Map<String, List<Double>> seconds = new LinkedHashMap<>();
    private final Map<String, List<Double>> serverCpu = new LinkedHashMap<>();
    private final Map<String, List<Double>> clientCpu = new LinkedHashMap<>();

    private Throughput(int mib, int rounds, int sliceBytes) {
        this.mib = mib;
        this.rounds = rounds;
        this.sliceBytes = sliceBytes;
    }

    /** Arguments: result file, MiB in a round, rounds, slice size in KiB. */
    public static void main(String[] arguments) throws Exception {
        Path result = Path.of(arguments.length > 0 ? arguments[0] : "throughput.json");
        int mib = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 256;
        int rounds = arguments.length > 2 ? Integer.parseInt(arguments[2]) : 5;
        int sliceKib = arguments.length > 3 ? Integer.parseInt(arguments[3]) : 256;
        Map<String, Object> figures = new Throughput(mib, rounds, sliceKib << 10).run();
        Result.write(result, figures);
    }

    private Map<String, Object> run() throws Exception {
        try (TemporaryDirectory directory = TemporaryDirectory.create("sluice-bench-")) {
            measure(directory.path(), sample(directory.path().resolve("sample.bin")));
        }
        return report();
    }

    private void measure(Path directory, Path file) throws Exception {
        String slice = String.valueOf(sliceBytes);
        String slices = String.valueOf(((long) mib << 20) / sliceBytes);
        try (Worker server =
                new Worker(
                        Serve.class,
                        FLAGS,
                        List.of(directory.toString(), file.toString(), slice))) {
            awaitHandout(server, directory);
            try (Worker client =
                    new Worker(Ask.class, FLAGS, List.of(directory.toString(), slices, slice))) {
                for (String kind : KINDS) warmUp(client, kind);
                for (int i = 0; i < rounds; i++)
                    for (String kind : KINDS) round(server, client, kind);
            }
        }
    }

    private static void warmUp(Worker client, String kind) throws IOException {
        System.err.println("warming up: " + client.ask(kind));
        System.err.println("warming up: " + client.ask(kind));
    }

    private void round(Worker server, Worker client, String kind) throws IOException {
        Duration serverBefore = server.cpu();
        Duration clientBefore = client.cpu();
        String answer = client.ask(kind);
        System.err.println(answer);
        add(seconds, kind, Double.parseDouble(answer.substring(kind.length() + 1)));
        add(serverCpu, kind, server.cpu().minus(serverBefore).toNanos() / 1e9);
        add(clientCpu, kind, client.cpu().minus(clientBefore).toNanos() / 1e9);
    }

    private static void add(Map<String, List<Double>> map, String kind, double value) {
        map.computeIfAbsent(kind, _ -> new ArrayList<>()).add(value);
    }

    private static List<Double> each(Map<String, List<Double>> map, String kind) {
        return map.getOrDefault(kind, List.of());
    }

    private static void awaitHandout(Worker server, Path directory) throws Exception {
        while (!Files.exists(Handout.file(directory))) {
            if (!server.isAlive()) throw new IOException("the serving process ended");
            Thread.sleep(50);
        }
    }

    private Path sample(Path file) throws IOException {
        SplittableRandom random = new SplittableRandom(17);
        byte[] chunk = new byte[1 << 20];
        try (OutputStream out = Files.newOutputStream(file)) {
            for (int i = 0; i < mib; i++) {
                random.nextBytes(chunk);
                out.write(chunk);
            }
        }
        return file;
    }

    private Map<String, Object> report() throws IOException {
        Map<String, Object> report = new LinkedHashMap<>();
        report.put("benchmark", "throughput");
        report.put("mibPerRound", mib);
        report.put("rounds", rounds);
        report.put("sliceBytes", sliceBytes);
        report.put("datagramPayloadBytes", 1350);
        report.put("paidToRaw", ratio("raw", "paid"));
        report.put("paidToFree", ratio("free", "paid"));
        report.put("freeToRaw", ratio("raw", "free"));
        for (String kind : KINDS) report.put(kind, figures(kind));
        report.put("machine", Machine.describe(FLAGS));
        return report;
    }

    /** How fast {@code kind} is beside {@code base}: the median over rounds of their own ratio. */
    private double ratio(String base, String kind) {
        List<Double> ratios = new ArrayList<>();
        for (int i = 0; i < rounds; i++)
            ratios.add(each(seconds, base).get(i) / each(seconds, kind).get(i));
        return rounded(median(ratios));
    }

    private Map<String, Object> figures(String kind) {
        double gb = mib * 1.048576e-3;
        Map<String, Object> figures = new LinkedHashMap<>();
        List<Double> rates = each(seconds, kind).stream().map(s -> gb * 1000 / s).toList();
        figures.put("mbPerSecond", rounded(median(rates)));
        figures.put("mbPerSecondEach", rates.stream().map(Throughput::rounded).toList());
        figures.put("serverCpuSecondsPerGb", rounded(median(each(serverCpu, kind)) / gb));
        figures.put("clientCpuSecondsPerGb", rounded(median(each(clientCpu, kind)) / gb));
        return figures;
    }

    private static double median(List<Double> values) {
        List<Double> sorted = values.stream().sorted().toList();
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1
                ? sorted.get(middle)
                : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }

    private static double rounded(double value) {
        return Double.parseDouble(String.format(Locale.ROOT, "%.3f", value));
    }
}
