package dev.sluice.chain.differential;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * A long run of the differential test into a file: {@code DifferentialRun SECONDS FILE
 * [FIRST_SEED]}, started in the project's root. Trials follow each other until the time is over; a
 * divergence ends it with the seed and the call, and writes nothing.
 */
public final class DifferentialRun {
    private static final int CALLS_EACH = Differential.LONGEST;
    private static final int TRIALS_PER_CHAIN = 50;

    private DifferentialRun() {}

    public static void main(String[] args) throws IOException {
        if (args.length < 2 || args.length > 3) {
            System.err.println("usage: DifferentialRun SECONDS FILE [FIRST_SEED]");
            System.exit(2);
        }
        long end = System.nanoTime() + Long.parseLong(args[0]) * 1_000_000_000L;
        long firstSeed = args.length == 3 ? Long.parseLong(args[2]) : 1_000;
        String commit = git("rev-parse", "HEAD");
        boolean changed = !git("status", "--porcelain", "--untracked-files=no").isEmpty();
        Sum sum = new Sum();
        long started = System.nanoTime();
        while (System.nanoTime() < end) {
            try (Differential run = new Differential()) {
                for (int i = 0; i < TRIALS_PER_CHAIN && System.nanoTime() < end; i++)
                    run.trial(firstSeed + sum.trials++, CALLS_EACH);
                sum.add(run.tally());
            }
            System.out.println(sum.trials + " trials, " + sum.calls + " calls agree");
        }
        double seconds = (System.nanoTime() - started) / 1e9;
        Map<String, Object> result = sum.result(firstSeed, seconds);
        result.put("commit", commit);
        result.put("changed", changed);
        Path file = Path.of(args[1]);
        JsonMapper json = JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();
        Files.writeString(file, json.writeValueAsString(result) + "\n");
    }

    private static final class Sum {
        private long trials;
        private long calls;
        private long taken;
        private long refused;
        private long rowsSkipped;
        private final Map<String, Long> reasons = new TreeMap<>();

        void add(Differential.Tally tally) {
            calls += tally.calls();
            taken += tally.taken();
            refused += tally.refused();
            rowsSkipped += tally.rowsSkipped();
            tally.reasons().forEach((reason, count) -> reasons.merge(reason, count, Long::sum));
        }

        Map<String, Object> result(long firstSeed, double seconds) {
            Map<String, Object> result = new LinkedHashMap<>();
            result.put("benchmark", "contract-differential");
            result.put("firstSeed", firstSeed);
            result.put("trials", trials);
            result.put("callsEach", CALLS_EACH);
            result.put("calls", calls);
            result.put("divergences", 0);
            result.put("taken", taken);
            result.put("refused", refused);
            result.put("rowsSkipped", rowsSkipped);
            result.put("reasons", reasons);
            result.put("seconds", Math.round(seconds));
            result.put("machine", machine());
            return result;
        }
    }

    private static Map<String, Object> machine() {
        Map<String, Object> machine = new LinkedHashMap<>();
        machine.put("cores", Runtime.getRuntime().availableProcessors());
        machine.put("os", System.getProperty("os.name") + " " + System.getProperty("os.version"));
        machine.put("arch", System.getProperty("os.arch"));
        machine.put(
                "jdk",
                System.getProperty("java.vm.vendor") + " " + System.getProperty("java.vm.version"));
        return machine;
    }

    private static String git(String... arguments) throws IOException {
        String[] command = new String[arguments.length + 1];
        command[0] = "git";
        System.arraycopy(arguments, 0, command, 1, arguments.length);
        Process process = new ProcessBuilder(command).start();
        byte[] out = process.getInputStream().readAllBytes();
        return new String(out, StandardCharsets.UTF_8).strip();
    }
}
