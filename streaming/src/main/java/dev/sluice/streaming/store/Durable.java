package dev.sluice.streaming.store;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Files that are there, whole, after a crash: written beside their place, forced, renamed, and the
 * directory forced too.
 */
public final class Durable {
    private Durable() {}

    /** Replaces a file by these bytes, or leaves it as it was. */
    public static void write(Path file, byte[] bytes) throws IOException {
        replace(file, bytes);
    }

    /** As {@link #write}, for the owner's eyes alone, from the first byte on. */
    public static void writePrivate(Path file, byte[] bytes) throws IOException {
        replace(file, bytes, ownerOnly(file, "rw-------"));
    }

    /**
     * Sees to a directory for the owner alone, and to those above it. Its name is forced into its
     * parent also when it is there already: who made it may have been killed before that.
     */
    public static void createPrivateDirectory(Path directory) throws IOException {
        Path parent = parentOf(directory);
        if (!Files.isDirectory(directory)) {
            if (!Files.isDirectory(parent)) createPrivateDirectory(parent);
            Files.createDirectories(directory, ownerOnly(parent, "rwx------"));
        }
        forceDirectory(parent);
    }

    /** Makes renames and new files in a directory survive a crash. */
    static void forceDirectory(Path directory) throws IOException {
        try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    /** Renames within a file system, durably on both ends. */
    static void move(Path from, Path to) throws IOException {
        Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
        forceDirectory(parentOf(to));
        forceDirectory(parentOf(from));
    }

    /** Deletes a directory and what is in it; does nothing when it is gone. */
    static void deleteTree(Path directory) throws IOException {
        if (!Files.exists(directory)) return;
        Files.walkFileTree(
                directory,
                new SimpleFileVisitor<>() {
                    @Override
                    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                            throws IOException {
                        Files.deleteIfExists(file);
                        return FileVisitResult.CONTINUE;
                    }

                    @Override
                    public FileVisitResult postVisitDirectory(
                            Path visited, @Nullable IOException failure) throws IOException {
                        if (failure != null) throw failure;
                        Files.deleteIfExists(visited);
                        return FileVisitResult.CONTINUE;
                    }
                });
    }

    /** A small file as a whole; refused when it is longer than anything that was written here. */
    public static byte[] readCapped(Path file, int maxBytes) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(maxBytes + 1);
            if (bytes.length > maxBytes)
                throw new IOException(file + " has more than " + maxBytes + " bytes");
            return bytes;
        }
    }

    static Path parentOf(Path path) {
        Path parent = path.toAbsolutePath().getParent();
        if (parent == null) throw new IllegalArgumentException(path + " has no parent");
        return parent;
    }

    private static void replace(Path file, byte[] bytes, FileAttribute<?>... attributes)
            throws IOException {
        Path beside = file.resolveSibling(file.getFileName() + ".new");
        Files.deleteIfExists(beside);
        try (FileChannel channel =
                FileChannel.open(
                        beside,
                        Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                        attributes)) {
            ByteBuffer in = ByteBuffer.wrap(bytes);
            while (in.hasRemaining()) channel.write(in);
            channel.force(true);
        }
        Files.move(
                beside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        forceDirectory(parentOf(file));
    }

    private static FileAttribute<?>[] ownerOnly(Path near, String permissions) {
        boolean posix = near.getFileSystem().supportedFileAttributeViews().contains("posix");
        return posix
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString(permissions))
                }
                : new FileAttribute<?>[0];
    }
}
