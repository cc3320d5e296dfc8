package dev.sluice.bench.players;

import dev.sluice.chain.local.Guard;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A program of this machine. What it starts dies with this process. */
record Program(String name, Path path) {
    private static final long TIMEOUT_SECONDS = 180;

    /** Where {@code SLUICE_NAME} says, like SLUICE_MPV; else on the path. Empty when neither is. */
    static Optional<Program> find(String name) {
        Map<String, String> environment = System.getenv();
        String said = environment.get(variable(name));
        if (said != null) return Optional.of(new Program(name, executable(Path.of(said), name)));
        return Stream.of(environment.getOrDefault("PATH", "").split(File.pathSeparator, -1))
                .filter(directory -> !directory.isEmpty())
                .map(directory -> Path.of(directory, name))
                .filter(Files::isExecutable)
                .findFirst()
                .map(path -> new Program(name, path));
    }

    static String variable(String name) {
        return "SLUICE_" + name.toUpperCase(Locale.ROOT);
    }

    private static Path executable(Path said, String name) {
        if (Files.isExecutable(said)) return said;
        throw new IllegalArgumentException(variable(name) + " names " + said + ", no program");
    }

    String version(String option) throws IOException {
        return run(List.of(option)).lines().findFirst().orElse("?").strip();
    }

    ProcessBuilder with(List<String> arguments) {
        List<String> command = new ArrayList<>();
        command.add(path.toString());
        command.addAll(arguments);
        return Guard.command(command);
    }

    /** What it says on stdout; fails when it does, with what it said on stderr. */
    String run(List<String> arguments) throws IOException {
        Path errors = Files.createTempFile("sluice-player-", ".log");
        try {
            Process process =
                    with(arguments)
                            .redirectErrorStream(false)
                            .redirectError(errors.toFile())
                            .start();
            Thread watch = Thread.ofVirtual().start(() -> end(process));
            String said = new String(process.getInputStream().readAllBytes(), UTF_8);
            watch.join();
            if (process.exitValue() != 0)
                throw new IOException(
                        name + " ended with " + process.exitValue() + ": " + tail(errors));
            return said;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        } finally {
            Files.delete(errors);
        }
    }

    private static final java.nio.charset.Charset UTF_8 = java.nio.charset.StandardCharsets.UTF_8;

    /** Its end, or ours of it: the guard kills it when the pipe on its stdin is closed. */
    private static void end(Process process) {
        try {
            if (process.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS)) return;
            process.getOutputStream().close();
            process.waitFor();
        } catch (IOException e) {
            process.destroyForcibly();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static String tail(Path errors) throws IOException {
        List<String> lines = Files.readAllLines(errors);
        return String.join(" | ", lines.subList(Math.max(0, lines.size() - 3), lines.size()));
    }
}
