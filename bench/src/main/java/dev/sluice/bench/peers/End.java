package dev.sluice.bench.peers;

import dev.sluice.bench.Worker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** One end of a transfer: a process of its own, which ends when its stdin closes. Linux only. */
final class End implements AutoCloseable {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final double TICKS_PER_SECOND = 100;

    /**
     * Fields of {@code /proc/PID/stat} behind the name: user, system, and those of its children.
     */
    private static final int USER = 11;

    private final Worker process;
    private long measured;

    End(Peer peer, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(peer.command());
        command.addAll(List.of(arguments));
        process = new Worker(command);
        measured = process.pid();
    }

    /** What it says next. A process that it names is the one that is measured from then on. */
    JsonNode answer() throws IOException {
        String line = process.line();
        if (line == null) throw new IOException("the process ended before it said anything");
        return read(line);
    }

    private JsonNode read(String line) {
        JsonNode answer = JSON.readTree(line);
        measured = answer.path("pid").asLong(measured);
        return answer;
    }

    JsonNode ask(String line) throws IOException {
        return read(process.ask(line));
    }

    /** Seconds of processors that it and its ended children have had. */
    double cpuSeconds() throws IOException {
        String stat = Files.readString(proc("stat"));
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
        long ticks = 0;
        for (int i = USER; i < USER + 4; i++) ticks += Long.parseLong(fields[i]);
        return ticks / TICKS_PER_SECOND;
    }

    /** The most memory that it has had, in KiB. */
    long peakKb() throws IOException {
        return Files.readAllLines(proc("status")).stream()
                .filter(line -> line.startsWith("VmHWM:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                .findFirst()
                .orElse(0);
    }

    private Path proc(String name) {
        return Path.of("/proc", String.valueOf(measured), name);
    }

    @Override
    public void close() throws IOException {
        process.close();
    }
}
