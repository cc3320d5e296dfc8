package dev.sluice.streaming.store;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * A directory in which a content is built, apart from the finished ones until it is whole. Closing
 * it deletes what was not moved away. It is locked while it lives, so that another process that
 * starts on the same home does not take it for the remains of a crash.
 */
final class BuildDirectory implements Closeable {
    private final Path path;
    private final FileChannel lock;

    private BuildDirectory(Path path, FileChannel lock) {
        this.path = path;
        this.lock = lock;
    }

    static BuildDirectory create(StoreLayout layout) throws IOException {
        Path path = Files.createTempDirectory(layout.building(), "new-");
        FileChannel lock = openLock(path);
        if (lock.tryLock() == null) throw new IOException("another process took " + path);
        return new BuildDirectory(path, lock);
    }

    Path file(String name) {
        return path.resolve(name);
    }

    /** Moves the directory to its final place, durably, and lets go of it. */
    void moveTo(Path target) throws IOException {
        Durable.forceDirectory(path);
        Durable.move(path, target);
        lock.close();
        Files.deleteIfExists(target.resolve(StoreLayout.LOCK));
    }

    @Override
    public void close() throws IOException {
        lock.close();
        Durable.deleteTree(path);
    }

    /** Deletes what a crash has left half-built. */
    static void sweep(StoreLayout layout) throws IOException {
        try (DirectoryStream<Path> left = Files.newDirectoryStream(layout.building())) {
            for (Path directory : left) if (isAbandoned(directory)) Durable.deleteTree(directory);
        }
    }

    private static boolean isAbandoned(Path directory) throws IOException {
        try (FileChannel lock = openLock(directory);
                FileLock held = lock.tryLock()) {
            return held != null;
        } catch (OverlappingFileLockException e) {
            return false;
        }
    }

    private static FileChannel openLock(Path directory) throws IOException {
        return FileChannel.open(
                directory.resolve(StoreLayout.LOCK),
                StandardOpenOption.CREATE,
                StandardOpenOption.WRITE);
    }
}
