package dev.sluice.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A process of a benchmark's own. It ends when its stdin closes, so it dies with this one. */
public final class Worker implements AutoCloseable {
    private final Process process;
    private final BufferedReader out;
    private final Writer in;

    public Worker(Class<?> main, List<String> flags, List<String> arguments) throws IOException {
        this(java(main, flags, arguments));
    }

    private static List<String> java(Class<?> main, List<String> flags, List<String> arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(flags);
        command.add("-cp");
        command.add(System.getProperty("java.class.path"));
        command.add(main.getName());
        command.addAll(arguments);
        return command;
    }

    /** Any program that ends when its stdin does. */
    public Worker(List<String> command) throws IOException {
        process =
                new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
        out = process.inputReader();
        in = process.outputWriter();
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    public long pid() {
        return process.pid();
    }

    public String ask(String line) throws IOException {
        in.write(line + "\n");
        in.flush();
        String answer = line();
        if (answer == null) throw new IOException("the process ended in round " + line);
        return answer;
    }

    /** What it says next by itself; null at its end. */
    public @Nullable String line() throws IOException {
        return out.readLine();
    }

    /** Lets it end, and what it still says. */
    public List<String> end() throws IOException {
        in.close();
        return out.lines().toList();
    }

    /** {@code kill -9}, and waits until it is gone. */
    public void kill() throws InterruptedException {
        if (!process.destroyForcibly().waitFor(Duration.ofSeconds(20)))
            throw new IllegalStateException("process " + process.pid() + " does not die");
    }

    @Override
    public void close() throws IOException {
        in.close();
        try {
            if (!process.waitFor(Duration.ofSeconds(20))) process.destroyForcibly().waitFor();
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
