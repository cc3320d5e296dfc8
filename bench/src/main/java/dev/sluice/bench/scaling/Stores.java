package dev.sluice.bench.scaling;

import dev.sluice.bench.Handout;
import dev.sluice.bench.Slope;
import dev.sluice.bench.Worker;
import dev.sluice.bench.crash.Filler;
import dev.sluice.chain.local.LocalChain;
import dev.sluice.engine.node.Home;
import dev.sluice.engine.store.RocksChannelStore;
import dev.sluice.payments.channel.Domain;
import dev.sluice.payments.money.Address;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A seller's store that grows: what opening, reading and committing takes, and a node's start. */
final class Stores {
    private static final String NAME = "seller";
    private static final int MOST_LOOKS = 30;
    private static final double AT_REST = 0.02;

    private final Path directory;
    private final LocalChain chain;
    private final int commits;
    private final JsonMapper json = JsonMapper.builder().build();
    private int filled;

    Stores(Path directory, LocalChain chain, int commits) {
        this.directory = directory;
        this.chain = chain;
        this.commits = commits;
    }

    /** Each size is at least the one before it. */
    Map<String, Object> run(List<Integer> sizes) throws Exception {
        Files.createDirectories(directory);
        Handout handout = new Handout(new Properties());
        handout.chain(chain.info());
        handout.write(directory);
        Map<String, Object> report = new LinkedHashMap<>();
        List<JsonNode> steps = new ArrayList<>();
        for (int channels : sizes) steps.add(step(channels));
        report.put("commits", commits);
        report.put("steps", steps);
        if (steps.size() > 1) report.put("perChannel", slopes(steps));
        return report;
    }

    private JsonNode step(int channels) throws Exception {
        Path store = Home.at(directory.resolve(NAME)).directory().resolve("state");
        try (RocksChannelStore growing = RocksChannelStore.open(store)) {
            Filler.fill(growing, filled, channels, domain(), payee());
            filled = channels;
        }
        Map<String, Object> step = new LinkedHashMap<>();
        step.put("channels", channels);
        step.put("diskBytes", bytesOf(store));
        node(step);
        List<String> arguments = List.of(store.toString(), Integer.toString(commits));
        try (Worker child = new Worker(StoreChild.class, Scaling.FLAGS, arguments)) {
            json.readTree(String.valueOf(child.line()))
                    .properties()
                    .forEach(each -> step.put(each.getKey(), each.getValue()));
        }
        System.err.println(step);
        return json.valueToTree(step);
    }

    /** A whole node's start, and what it holds when its keeper has read the store. */
    private void node(Map<String, Object> step) throws IOException, InterruptedException {
        List<String> arguments = List.of(directory.toString(), NAME);
        long startNs = System.nanoTime();
        try (Worker node = new Worker(NodeChild.class, Scaling.FLAGS, arguments)) {
            node.ask("address");
            step.put("startToServingMillis", (System.nanoTime() - startNs) / 1_000_000);
            JsonNode vitals = json.readTree(node.ask("vitals"));
            double before = 0;
            for (int i = 0; i < MOST_LOOKS && isRising(before, vitals); i++) {
                before = vitals.path("heapBytes").asDouble();
                Thread.sleep(1_000);
                vitals = json.readTree(node.ask("vitals"));
            }
            step.put("nodeHeapBytes", vitals.path("heapBytes"));
            step.put("nodeResidentBytes", vitals.path("residentBytes"));
            node.kill(); // it still asks the chain for each channel
        }
    }

    private static boolean isRising(double before, JsonNode vitals) {
        double now = vitals.path("heapBytes").asDouble();
        return Math.abs(now - before) > AT_REST * now;
    }

    private Domain domain() {
        return chain.info().domain();
    }

    private static Address payee() {
        byte[] bytes = new byte[Address.BYTES];
        Arrays.fill(bytes, (byte) 0x77);
        return Address.of(bytes);
    }

    private static long bytesOf(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(Files::isRegularFile).mapToLong(Stores::size).sum();
        }
    }

    private static long size(Path file) {
        try {
            return Files.size(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** By least squares over the steps. */
    private static Map<String, Object> slopes(List<JsonNode> steps) {
        Map<String, Object> slopes = new LinkedHashMap<>();
        for (String figure :
                List.of("diskBytes", "nodeHeapBytes", "startToServingMillis", "scanMillis")) {
            List<double[]> points = new ArrayList<>();
            for (JsonNode step : steps)
                points.add(
                        new double[] {
                            step.get("channels").doubleValue(), step.get(figure).doubleValue()
                        });
            slopes.put(figure, Math.round(Slope.of(points).slope() * 1_000_000) / 1_000_000.0);
        }
        return slopes;
    }
}
