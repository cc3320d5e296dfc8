package dev.sluice.bench.house;

import dev.sluice.bench.Leash;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** One benchmark in a process of its own. What it prints goes into a log beside its result. */
final class Child {
    private static final Path TASKSET = Path.of("/usr/bin/taskset");

    private Child() {}

    /** Runs it to its end, and returns its exit code. */
    static int run(Benchmark benchmark, List<String> arguments, Path result, Path log)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        if (benchmark.oneCore() && Files.isExecutable(TASKSET))
            command.addAll(List.of(TASKSET.toString(), "-c", "0"));
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("--enable-native-access=ALL-UNNAMED");
        command.add("-Dsluice.root=" + System.getProperty("sluice.root", "."));
        command.addAll(List.of("-cp", System.getProperty("java.class.path")));
        command.addAll(List.of(Leash.class.getName(), benchmark.main().getName()));
        command.add(result.toString());
        command.addAll(arguments);
        Process process =
                new ProcessBuilder(command)
                        .redirectOutput(log.toFile())
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start();
        try {
            return process.waitFor();
        } finally {
            process.destroy();
        }
    }
}
