package dev.sluice.engine.cli;

import dev.sluice.engine.sim.Outcome;
import dev.sluice.engine.sim.Runs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** What many simulated worlds came to: for a person, for a program, for the record. */
final class SimReport {
    private final Output output;
    private final String what;
    private final Runs runs;
    private final long startNs = System.nanoTime();

    SimReport(Output output, String what, long total) {
        this.output = output;
        this.what = what;
        this.runs = new Runs((done, _) -> output.progress("sim", done, total, " " + what));
    }

    Runs runs() {
        return runs;
    }

    int end(
            @Nullable Path record,
            String benchmark,
            Map<String, Object> asked,
            Function<Outcome, String> replay,
            Function<Outcome, List<String>> lastLines)
            throws IOException {
        double seconds = (System.nanoTime() - startNs) / 1e9;
        List<String> never =
                benchmark.equals("simulation") ? runs.coverage().missing(runs.worlds()) : List.of();
        Map<String, Object> figures = new LinkedHashMap<>();
        figures.put("type", benchmark);
        figures.putAll(new TreeMap<>(asked));
        figures.put("worlds", runs.worlds());
        figures.put("events", runs.events());
        figures.put("checks", runs.checks());
        figures.put("seconds", rounded(seconds));
        figures.put("worldsPerSecond", rounded(runs.worlds() / seconds));
        figures.put("eventsPerSecond", rounded(runs.events() / seconds));
        figures.put("violations", runs.failed());
        figures.put("neverHappened", never);
        figures.put("happened", runs.coverage().byName());
        if (record != null) write(record, benchmark, figures);
        runs.failures().forEach(outcome -> say(outcome, replay, lastLines));
        if (output.json()) output.result(figures);
        else say(seconds, never);
        return (runs.failed() > 0 || !never.isEmpty() ? ExitCode.INTEGRITY : ExitCode.OK).number();
    }

    private static double rounded(double value) {
        return Math.round(value * 10) / 10.0;
    }

    private void say(
            Outcome outcome,
            Function<Outcome, String> replay,
            Function<Outcome, List<String>> lastLines) {
        if (output.json()) {
            Map<String, Object> object = new LinkedHashMap<>();
            object.put("type", "violation");
            object.put("seed", outcome.seed());
            object.put("invariant", String.valueOf(outcome.invariant()));
            object.put("failure", outcome.failure());
            object.put("replay", replay.apply(outcome));
            output.result(object);
            return;
        }
        lastLines.apply(outcome).forEach(output::note);
        output.result("broken: " + outcome.failure());
        output.result(replay.apply(outcome));
    }

    private void say(double seconds, List<String> never) {
        runs.coverage()
                .byName()
                .forEach(
                        (name, count) ->
                                output.note(String.format(Locale.ROOT, "%,12d  %s", count, name)));
        never.forEach(name -> output.result("never happened: " + name));
        output.result(
                String.format(
                        Locale.ROOT,
                        "%,d %s, %,d events, %,d judgements in %.1f s (%.1f worlds/s, %,.0f events/s):"
                                + " %d broken",
                        runs.worlds(),
                        what,
                        runs.events(),
                        runs.checks(),
                        seconds,
                        runs.worlds() / seconds,
                        runs.events() / seconds,
                        runs.failed()));
    }

    private static void write(Path file, String benchmark, Map<String, Object> figures)
            throws IOException {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("benchmark", benchmark);
        all.putAll(figures);
        all.remove("type");
        all.put("machine", machine());
        String text = JsonMapper.shared().writerWithDefaultPrettyPrinter().writeValueAsString(all);
        Files.writeString(file, text + "\n");
    }

    private static Map<String, Object> machine() throws IOException {
        Map<String, Object> machine = new LinkedHashMap<>();
        machine.put("cpu", cpu());
        machine.put("cores", Runtime.getRuntime().availableProcessors());
        machine.put("os", System.getProperty("os.name") + " " + System.getProperty("os.version"));
        machine.put(
                "jdk",
                System.getProperty("java.vm.vendor") + " " + System.getProperty("java.vm.version"));
        machine.put("commit", commit());
        return machine;
    }

    private static String cpu() throws IOException {
        Path info = Path.of("/proc/cpuinfo");
        if (!Files.exists(info)) return System.getProperty("os.arch");
        return Files.readAllLines(info).stream()
                .filter(line -> line.startsWith("model name"))
                .map(line -> line.substring(line.indexOf(':') + 1).strip())
                .findFirst()
                .orElse(System.getProperty("os.arch"));
    }

    /** Empty outside a clone. */
    private static String commit() {
        List<String> command = new ArrayList<>(List.of("git", "rev-parse", "HEAD"));
        Path root = Path.of(System.getProperty("sluice.root", "."));
        try {
            Process process =
                    new ProcessBuilder(command)
                            .directory(root.toFile())
                            .redirectError(ProcessBuilder.Redirect.DISCARD)
                            .start();
            String out =
                    new String(
                                    process.getInputStream().readAllBytes(),
                                    java.nio.charset.StandardCharsets.UTF_8)
                            .strip();
            return process.waitFor(10, TimeUnit.SECONDS) ? out : "";
        } catch (IOException noGit) {
            return "";
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "";
        }
    }
}
