package dev.sluice.engine.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/** A temporary directory that is gone when the command ends, also when it is interrupted. */
final class Workspace implements AutoCloseable {
    private final Path path;
    private final Thread onExit;
    private Runnable before = () -> {};

    private Workspace(Path path) {
        this.path = path;
        this.onExit = new Thread(this::interrupted, "workspace-cleanup");
    }

    static Workspace create(String prefix) throws IOException {
        Workspace workspace = new Workspace(Files.createTempDirectory(prefix));
        Runtime.getRuntime().addShutdownHook(workspace.onExit);
        return workspace;
    }

    Path path() {
        return path;
    }

    /** What must be closed before the directory goes, when the command is interrupted. */
    synchronized void beforeDelete(Runnable closing) {
        before = closing;
    }

    private void interrupted() {
        try {
            run();
        } finally {
            delete();
        }
    }

    private synchronized void run() {
        before.run();
    }

    private void delete() {
        try (Stream<Path> tree = Files.walk(path)) {
            for (Path entry : tree.sorted(Comparator.reverseOrder()).toList())
                Files.deleteIfExists(entry);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot delete " + path, e);
        }
    }

    @Override
    public void close() {
        Runtime.getRuntime().removeShutdownHook(onExit);
        delete();
    }
}
