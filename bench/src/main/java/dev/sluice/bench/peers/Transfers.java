package dev.sluice.bench.peers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import tools.jackson.databind.JsonNode;

/** One peer's ends, and what its transfers took. */
final class Transfers implements AutoCloseable {
    private static final double KB_PER_MB = 1_000;
    private static final double KIB = 1_024;

    private final Peer peer;
    private final Path file;
    private final Path folder;
    private final double gb;
    private final End serving;
    private final End fetching;
    private final List<Took> took = new ArrayList<>();
    private long fetchingPeakKb;
    private int count;

    private record Took(double first, double total, double served, double fetched) {}

    Transfers(Peer peer, Path file, Path folder) throws IOException {
        this.peer = peer;
        this.file = file;
        this.folder = folder;
        this.gb = Files.size(file) / 1e9;
        Path serve = Files.createDirectories(folder.resolve("serve"));
        serving = new End(peer, "serve", file.toString(), serve.toString());
        fetching = new End(peer, "fetch", serving.answer().path("address").asString());
    }

    /** Once more; the file must have arrived whole. */
    void run() throws IOException {
        Path target = folder.resolve("target-" + count++);
        double served = serving.cpuSeconds();
        double fetched = fetching.cpuSeconds();
        JsonNode answer = fetching.ask(target.toString());
        Took last =
                new Took(
                        answer.path("first").asDouble(),
                        answer.path("total").asDouble(),
                        serving.cpuSeconds() - served,
                        fetching.cpuSeconds() - fetched);
        fetchingPeakKb = answer.path("peakKb").asLong(fetching.peakKb());
        if (Files.exists(target) && Files.mismatch(file, target) >= 0)
            throw new IOException(peer.name() + " brought other bytes");
        Files.deleteIfExists(target);
        System.err.println(peer.name() + " " + last);
        took.add(last);
    }

    /** The median of all transfers but the first, which stands beside. */
    Map<String, Object> row() throws IOException {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("", peer.name());
        row.put("MB/s", rounded(gb * 1_000 / median(Took::total)));
        row.put("first transfer, MB/s", rounded(gb * 1_000 / took.getFirst().total()));
        row.put("first byte, ms", firstByteMs());
        row.put("serving, s/GB", rounded(median(Took::served) / gb));
        row.put("fetching, s/GB", rounded(median(Took::fetched) / gb));
        row.put("serving, peak MB", Math.round(serving.peakKb() * KIB / 1e3 / KB_PER_MB));
        row.put("fetching, peak MB", Math.round(fetchingPeakKb * KIB / 1e3 / KB_PER_MB));
        row.put("with", peer.does());
        return row;
    }

    private Object firstByteMs() {
        double seconds = median(Took::first);
        return seconds > 0 ? rounded(seconds * 1_000) : "not told";
    }

    private double median(ToDoubleFunction<Took> figure) {
        List<Took> counted = took.size() == 1 ? took : took.subList(1, took.size());
        double[] sorted = counted.stream().mapToDouble(figure).sorted().toArray();
        return sorted[sorted.length / 2];
    }

    private static double rounded(double value) {
        return Double.parseDouble(String.format(Locale.ROOT, "%.1f", value));
    }

    @Override
    public void close() throws IOException {
        try (serving) {
            fetching.close();
        }
    }
}
