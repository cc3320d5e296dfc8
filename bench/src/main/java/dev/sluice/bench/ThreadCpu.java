package dev.sluice.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What each thread of a process has had of a processor, in nanoseconds, as Linux counts it: {@code
 * /proc/PID/task/TID/schedstat}. Empty where that is missing.
 */
public record ThreadCpu(Map<String, Entry> threads) {
    /** All parts together. */
    public static final String TOTAL = "total";

    private static final String COMPILER = "compiler";

    /** Threads by the beginning of their name; the first that fits counts. */
    private static final List<Part> PARTS =
            List.of(
                    new Part("sluice-quic", "quic"),
                    new Part("play-check", "verifyHash"),
                    new Part("play-open", "decrypt"),
                    new Part("play-deliver", "deliver"),
                    new Part("play-decide", "decideAndPay"),
                    new Part("payee-verify", "verifyVouchers"),
                    new Part("payee-gate", "gateAndPersist"),
                    new Part("payee-answer", "answer"),
                    new Part("tls-", "tls"),
                    new Part("rocksdb", "rocksdb"),
                    new Part("C1 Compiler", COMPILER),
                    new Part("C2 Compiler", COMPILER),
                    new Part("G1 ", "collector"),
                    new Part("GC ", "collector"),
                    new Part("VM ", "collector"));

    private static final String REST = "other";

    private record Part(String prefix, String name) {}

    public record Entry(String name, long ns) {}

    public static ThreadCpu of(long pid) {
        Path tasks = Path.of("/proc", String.valueOf(pid), "task");
        Map<String, Entry> threads = new TreeMap<>();
        if (!Files.isDirectory(tasks)) return new ThreadCpu(threads);
        try (Stream<Path> each = Files.list(tasks)) {
            each.forEach(task -> read(task, threads));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new ThreadCpu(threads);
    }

    private static void read(Path task, Map<String, Entry> threads) {
        try {
            String name = Files.readString(task.resolve("comm")).strip();
            String spent = Files.readString(task.resolve("schedstat"));
            long ns = Long.parseLong(spent.substring(0, spent.indexOf(' ')));
            threads.put(task.getFileName().toString(), new Entry(name, ns));
        } catch (IOException e) {
            // the thread has ended since it was listed
        }
    }

    /** Nanoseconds by part since then, with their {@link #TOTAL}. */
    public Map<String, Long> since(ThreadCpu before) {
        Map<String, Long> parts = new TreeMap<>();
        threads.forEach(
                (id, now) -> {
                    Entry then = before.threads.get(id);
                    long ns = now.ns() - (then == null ? 0 : then.ns());
                    if (ns > 0) parts.merge(part(now.name()), ns, Long::sum);
                    if (ns > 0) parts.merge(TOTAL, ns, Long::sum);
                });
        return parts;
    }

    /** What part of what was spent the JIT compiler had, 0 to 1. */
    public static double compilerShare(Map<String, Long> spent) {
        double totalNs = spent.getOrDefault(TOTAL, 0L);
        return totalNs > 0 ? spent.getOrDefault(COMPILER, 0L) / totalNs : 0;
    }

    private static String part(String thread) {
        for (Part part : PARTS) if (thread.startsWith(part.prefix())) return part.name();
        return REST;
    }
}
