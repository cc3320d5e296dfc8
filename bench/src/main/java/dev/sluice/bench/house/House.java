package dev.sluice.bench.house;

import dev.sluice.bench.page.Performance;
import dev.sluice.bench.page.Views;
import dev.sluice.engine.cli.BenchRunner;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Lists and runs benchmarks, one after the other, each in processes of its own.
 *
 * <p>Results go to {@code target/bench}. Those that are to be kept are copied to {@code
 * bench/results} when all are done, so that all come from a tree without changes.
 */
public final class House implements BenchRunner {
    private static final int INTEGRITY = 6;
    private static final int TAIL = 20;
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Path root = Path.of(System.getProperty("sluice.root", ".")).toAbsolutePath();

    @Override
    public int run(Request request, PrintWriter out, PrintWriter err) throws Exception {
        List<Benchmark> chosen = chosen(request);
        if (request.list()) {
            for (Benchmark benchmark : chosen)
                out.println(
                        request.json()
                                ? JSON.writeValueAsString(described(benchmark))
                                : listed(benchmark));
            return 0;
        }
        announce(chosen, request.shortForm(), err);
        Files.createDirectories(target());
        int worst = 0;
        List<Path> kept = new ArrayList<>();
        for (Benchmark benchmark : chosen) {
            Ran ran = run(benchmark, request, err);
            say(ran, request.json(), out, err);
            if (ran.ok()) kept.add(ran.file());
            worst = worse(worst, ran.code());
        }
        if (request.record()) {
            keep(kept, err);
            renew(err);
        }
        return worst;
    }

    private void renew(PrintWriter err) throws IOException {
        boolean changed = Performance.page(root).refresh();
        err.println("docs/performance.md " + (changed ? "made anew" : "is as it was"));
    }

    private static List<Benchmark> chosen(Request request) {
        List<Benchmark> chosen = request.names().stream().map(Registry::named).toList();
        if (chosen.isEmpty() && (request.list() || request.shortForm())) chosen = Registry.ALL;
        if (chosen.isEmpty()) chosen = Registry.ALL.stream().filter(Benchmark::inSet).toList();
        if (!request.arguments().isEmpty() && request.names().size() != 1)
            throw new IllegalArgumentException(
                    "--arguments are those of one benchmark, and "
                            + request.names().size()
                            + " are named");
        if (request.record() && request.shortForm())
            throw new IllegalArgumentException(
                    "figures of the short form mean nothing: leave out --record or --short");
        return chosen;
    }

    private static String listed(Benchmark benchmark) {
        return "%-12s %s%n%12s about %s, short %s%s; arguments: %s (%s)"
                .formatted(
                        benchmark.name(),
                        benchmark.about(),
                        "",
                        duration(benchmark.full().seconds()),
                        duration(benchmark.brief().seconds()),
                        benchmark.inSet() ? "" : "; only by name",
                        String.join(" ", benchmark.full().arguments()),
                        benchmark.parameters());
    }

    private static Map<String, Object> described(Benchmark benchmark) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("type", "benchmark");
        object.put("name", benchmark.name());
        object.put("about", benchmark.about());
        object.put("parameters", benchmark.parameters());
        object.put("arguments", benchmark.full().arguments());
        object.put("seconds", benchmark.full().seconds());
        object.put("shortArguments", benchmark.brief().arguments());
        object.put("shortSeconds", benchmark.brief().seconds());
        object.put("onlyByName", !benchmark.inSet());
        return object;
    }

    private static void announce(List<Benchmark> chosen, boolean brief, PrintWriter err) {
        int seconds = chosen.stream().mapToInt(b -> b.form(brief).seconds()).sum();
        err.println(
                "runs "
                        + String.join(", ", chosen.stream().map(Benchmark::name).toList())
                        + ": about "
                        + duration(seconds)
                        + " on two quiet cores");
        err.flush();
    }

    private static String duration(int seconds) {
        return seconds < 120 ? seconds + " s" : (seconds + 30) / 60 + " min";
    }

    private record Ran(Benchmark benchmark, Path file, int code, long seconds, String wrong) {
        boolean ok() {
            return code == 0;
        }

        Path log() {
            return file.resolveSibling(benchmark.name() + ".log");
        }
    }

    private Ran run(Benchmark benchmark, Request request, PrintWriter err) throws Exception {
        Benchmark.Form form = benchmark.form(request.shortForm());
        List<String> arguments =
                request.arguments().isEmpty() ? form.arguments() : request.arguments();
        err.println(
                benchmark.name()
                        + " "
                        + String.join(" ", arguments)
                        + ", about "
                        + duration(form.seconds()));
        err.flush();
        Path file = target().resolve(benchmark.name() + ".json");
        Path log = file.resolveSibling(benchmark.name() + ".log");
        Files.deleteIfExists(file);
        long startNs = System.nanoTime();
        int code = Child.run(benchmark, arguments, file, log);
        long seconds = (System.nanoTime() - startNs) / 1_000_000_000L;
        if (code != 0 || !Files.exists(file))
            return new Ran(benchmark, file, Math.max(1, code), seconds, "ended with " + code);
        String wrong = request.arguments().isEmpty() ? benchmark.complaint().apply(read(file)) : "";
        return new Ran(benchmark, file, wrong.isEmpty() ? 0 : INTEGRITY, seconds, wrong);
    }

    private static void say(Ran ran, boolean json, PrintWriter out, PrintWriter err)
            throws IOException {
        if (json) out.println(JSON.writeValueAsString(object(ran)));
        else if (ran.ok()) {
            out.println(ran.benchmark().name() + ": " + ran.seconds() + " s, " + ran.file());
            out.print(Views.text(ran.benchmark().name(), read(ran.file())));
        } else {
            List<String> lines = Files.readAllLines(ran.log());
            lines.subList(Math.max(0, lines.size() - TAIL), lines.size()).forEach(err::println);
            err.println(
                    "error: "
                            + ran.benchmark().name()
                            + " failed: "
                            + ran.wrong()
                            + " · the whole log is "
                            + ran.log());
        }
        out.flush();
        err.flush();
    }

    private static Map<String, Object> object(Ran ran) throws IOException {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("type", "result");
        object.put("name", ran.benchmark().name());
        object.put("ok", ran.ok());
        object.put("seconds", ran.seconds());
        if (!ran.ok()) object.put("failure", ran.wrong());
        if (!ran.ok()) object.put("log", ran.log().toString());
        if (Files.exists(ran.file())) object.put("result", read(ran.file()));
        return object;
    }

    private static JsonNode read(Path file) throws IOException {
        return JSON.readTree(Files.readString(file));
    }

    private static int worse(int one, int other) {
        if (one == 0) return other;
        if (other == 0) return one;
        return one == INTEGRITY || other == INTEGRITY ? INTEGRITY : one;
    }

    private Path target() {
        return root.resolve("target/bench");
    }

    private void keep(List<Path> results, PrintWriter err) throws IOException {
        for (Path result : results) {
            Path kept = root.resolve("bench/results").resolve(result.getFileName());
            Files.copy(result, kept, StandardCopyOption.REPLACE_EXISTING);
            err.println("kept " + root.relativize(kept));
        }
    }
}
