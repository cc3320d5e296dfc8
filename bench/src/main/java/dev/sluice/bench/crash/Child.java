package dev.sluice.bench.crash;

import java.io.BufferedReader;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A process of the campaign's own, which ends when its stdin does: with this one at the latest. */
final class Child implements AutoCloseable {
    private static final int EXIT_SECONDS = 20;

    private final Process process;
    private final BufferedReader out;

    Child(Java java, Class<?> main, Object... arguments) throws IOException {
        List<String> command = java.command(main);
        for (Object argument : arguments) command.add(argument.toString());
        ProcessBuilder builder = new ProcessBuilder(command);
        java.environment(builder.environment());
        process = builder.redirectError(ProcessBuilder.Redirect.DISCARD).start();
        out = process.inputReader();
    }

    /** The next line that it prints; null when it has ended. */
    @Nullable String line() throws IOException {
        return out.readLine();
    }

    long cpuMillis() {
        return process.info().totalCpuDuration().map(Duration::toMillis).orElse(0L);
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
