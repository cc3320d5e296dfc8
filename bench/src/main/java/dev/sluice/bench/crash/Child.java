package dev.sluice.bench.crash;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A process of the campaign's own, which ends when its stdin does: with this one at the latest. */
final class Child implements AutoCloseable {
    private static final int EXIT_SECONDS = 20;

    private final Process process;
    private final BufferedReader out;

    /** {@code classes} is the archive of loaded classes, which the first to end in order writes. */
    Child(Path classes, Class<?> main, Object... arguments) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("--enable-native-access=ALL-UNNAMED", "-Xmx256m"));
        command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
        command.addAll(List.of("-XX:+AutoCreateSharedArchive", "-XX:SharedArchiveFile=" + classes));
        command.add("-cp");
        command.add(System.getProperty("java.class.path"));
        command.add(main.getName());
        for (Object argument : arguments) command.add(argument.toString());
        process =
                new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
        out = process.inputReader();
    }

    /** The next line that it prints; null when it has ended. */
    @Nullable String line() throws IOException {
        return out.readLine();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** True when it ended by a signal within that time. */
    boolean awaitKill(long millis) throws InterruptedException {
        return process.waitFor(millis, TimeUnit.MILLISECONDS) && process.exitValue() > 128;
    }

    /** {@code kill -9}, and waits until it is gone. */
    void kill() throws InterruptedException {
        process.destroyForcibly();
        if (!process.waitFor(EXIT_SECONDS, TimeUnit.SECONDS))
            throw new IllegalStateException("process " + process.pid() + " does not die");
    }

    /** Closes its stdin and waits for its orderly end. */
    void end() throws IOException, InterruptedException {
        process.getOutputStream().close();
        if (!process.waitFor(EXIT_SECONDS, TimeUnit.SECONDS)) kill();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
