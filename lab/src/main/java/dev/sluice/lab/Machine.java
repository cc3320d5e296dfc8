package dev.sluice.lab;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/** What a figure must name to be one: processor, system, JDK, flags, commit, time. */
public final class Machine {
    /** A folder of this machine, which says nothing to anybody else. */
    private static final Pattern PATH = Pattern.compile("(^|[=:,])(/|[A-Za-z]:\\\\)");

    private Machine() {}

    /** With these flags, but for those that name a path. */
    public static Map<String, Object> describe(List<String> flags) throws IOException {
        Map<String, Object> machine = new LinkedHashMap<>();
        machine.put("cpu", cpu());
        machine.put("cores", Runtime.getRuntime().availableProcessors());
        machine.put("os", System.getProperty("os.name") + " " + System.getProperty("os.version"));
        machine.put(
                "jdk",
                System.getProperty("java.vm.vendor") + " " + System.getProperty("java.vm.version"));
        machine.put("load", load());
        machine.put("flags", withoutPaths(flags));
        machine.put("commit", git("rev-parse", "HEAD"));
        machine.put("changed", !git("status", "--porcelain", "--untracked-files=no").isEmpty());
        machine.put("time", Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
        return machine;
    }

    static List<String> withoutPaths(List<String> flags) {
        return flags.stream().filter(flag -> !PATH.matcher(flag).find()).toList();
    }

    /** Processes that wanted a core in the last minute, these here included. */
    private static double load() {
        return ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
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

    private static String git(String... arguments) throws IOException {
        List<String> command = new java.util.ArrayList<>(List.of("git"));
        command.addAll(List.of(arguments));
        String root = System.getProperty("sluice.root", ".");
        Process process = new ProcessBuilder(command).directory(Path.of(root).toFile()).start();
        String out =
                new String(
                                process.getInputStream().readAllBytes(),
                                java.nio.charset.StandardCharsets.UTF_8)
                        .strip();
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS)) process.destroyForcibly();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return out;
    }
}
