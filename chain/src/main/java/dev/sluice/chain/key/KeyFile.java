package dev.sluice.chain.key;

import dev.sluice.chain.key.KeystoreException.Damaged;
import dev.sluice.chain.key.KeystoreException.Unusable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/**
 * A small file for its owner's eyes only: 0600 from its first moment, forced to disk (T21).
 *
 * <p>Threads: safe for all; blocks for the disk. Failures: {@link KeystoreException}.
 */
public final class KeyFile {
    private static final int MAX_BYTES = 64 * 1024;
    private static final Set<PosixFilePermission> OWNER_ONLY =
            PosixFilePermissions.fromString("rw-------");

    private static final Set<StandardOpenOption> NEW =
            Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);

    private KeyFile() {}

    /** Writes a new file; never over an existing one. */
    public static void write(Path file, byte[] content) {
        boolean created = false;
        try (FileChannel channel = FileChannel.open(file, NEW, attributes(file))) {
            created = true;
            ByteBuffer rest = ByteBuffer.wrap(content);
            while (rest.hasRemaining()) channel.write(rest);
            channel.force(true);
        } catch (FileAlreadyExistsException e) {
            throw new Unusable(file + " exists already; name another file or move it away", e);
        } catch (IOException e) {
            if (created) deleteTorn(file);
            throw new Unusable("cannot write " + file + ": " + e.getMessage(), e);
        }
    }

    private static void deleteTorn(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            // the first failure says enough
        }
    }

    /** All of the file, unless others may read it too or it is too long for a key file. */
    public static byte[] read(Path file) {
        try {
            requirePrivate(file);
            if (Files.size(file) > MAX_BYTES)
                throw new Damaged(
                        file + " has " + Files.size(file) + " bytes, too many for a key file",
                        null);
            return Files.readAllBytes(file);
        } catch (NoSuchFileException e) {
            throw new Unusable("there is no key file " + file + "; create one first", e);
        } catch (IOException e) {
            throw new Unusable("cannot read " + file + ": " + e.getMessage(), e);
        }
    }

    private static void requirePrivate(Path file) throws IOException {
        if (!isPosix(file)) return;
        Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(file);
        if (!OWNER_ONLY.containsAll(permissions))
            throw new Unusable(
                    file
                            + " is open to others ("
                            + PosixFilePermissions.toString(permissions)
                            + "); run: chmod 600 "
                            + file,
                    null);
    }

    private static FileAttribute<?>[] attributes(Path file) {
        return isPosix(file)
                ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(OWNER_ONLY)}
                : new FileAttribute<?>[0];
    }

    private static boolean isPosix(Path file) {
        return file.getFileSystem().supportedFileAttributeViews().contains("posix");
    }
}
