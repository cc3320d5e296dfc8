package dev.sluice.engine.it;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.json.JsonMapper;

/** The program {@code sluice} as a process: real arguments, signals, exit codes. */
final class Sluice implements AutoCloseable {
    private static final long START_SECONDS = 60;

    private final List<String> arguments;
    private final Process process;
    private final Path stderr;
    private final CountDownLatch drained = new CountDownLatch(1);
    private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();

    private Sluice(List<String> arguments, Process process, Path stderr) {
        this.arguments = arguments;
        this.process = process;
        this.stderr = stderr;
    }

    /** Starts it; its stdout is for {@link #stdout}. */
    static Sluice raw(Path directory, String... arguments) throws IOException {
        Path stderr = Files.createTempFile(directory, "stderr", ".log");
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("--enable-native-access=ALL-UNNAMED", "-XX:TieredStopAtLevel=1"));
        command.addAll(List.of("-Xmx512m", "-Djava.io.tmpdir=" + directory));
        command.add("-Dsluice.root=" + System.getProperty("sluice.root", ""));
        command.addAll(List.of("-cp", System.getProperty("java.class.path")));
        command.add(Leash.class.getName());
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command).redirectError(stderr.toFile()).start();
        return new Sluice(List.of(arguments), process, stderr);
    }

    /** Starts it and reads its stdout line by line. */
    static Sluice start(Path directory, String... arguments) throws IOException {
        Sluice sluice = raw(directory, arguments);
        Thread.ofVirtual().start(sluice::drain);
        return sluice;
    }

    private void drain() {
        try (BufferedReader out = process.inputReader()) {
            for (String line = out.readLine(); line != null; line = out.readLine()) lines.add(line);
        } catch (IOException e) {
            lines.add("stdout broke: " + e);
        } finally {
            drained.countDown();
        }
    }

    InputStream stdout() {
        return process.getInputStream();
    }

    ProcessHandle handle() {
        return process.toHandle();
    }

    /** The next JSON object of this type; every line before it must be JSON too. */
    Map<?, ?> await(String type) throws Exception {
        for (String line = next(); line != null; line = next()) {
            Map<?, ?> object = JsonMapper.shared().readValue(line, Map.class);
            if (type.equals(object.get("type"))) return object;
            if ("error".equals(object.get("type"))) fail(arguments + " said " + line);
        }
        return fail("no " + type + " from " + arguments + ": " + errors());
    }

    private String next() throws Exception {
        long endNs = System.nanoTime() + TimeUnit.SECONDS.toNanos(START_SECONDS);
        while (System.nanoTime() < endNs) {
            String line = lines.poll(50, TimeUnit.MILLISECONDS);
            if (line != null) return line;
            if (!process.isAlive() && lines.isEmpty())
                fail(arguments + " ended with " + process.exitValue() + ": " + errors());
        }
        return fail(arguments + " says nothing: " + errors());
    }

    /** What it had printed on stdout and nobody asked for, after its end. */
    List<String> rest() throws Exception {
        awaitExit();
        assertTrue(drained.await(START_SECONDS, TimeUnit.SECONDS), "its stdout does not end");
        List<String> rest = new ArrayList<>();
        lines.drainTo(rest);
        return rest;
    }

    String errors() throws IOException {
        return Files.readString(stderr);
    }

    int awaitExit() throws Exception {
        assertTrue(process.waitFor(START_SECONDS, TimeUnit.SECONDS), arguments + " does not end");
        return process.exitValue();
    }

    /** kill -9: no hook, no flush. */
    void kill() throws Exception {
        process.destroyForcibly();
        awaitExit();
    }

    /** SIGTERM, and waits for the orderly end. */
    int terminate() throws Exception {
        process.toHandle().destroy();
        return awaitExit();
    }

    int interrupt() throws Exception {
        new ProcessBuilder("kill", "-INT", "" + process.pid()).start().waitFor();
        return awaitExit();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
