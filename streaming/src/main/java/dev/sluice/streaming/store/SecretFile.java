package dev.sluice.streaming.store;

import dev.sluice.streaming.content.RootSeed;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import java.util.zip.CRC32C;

/** The bytes of a root seed's file, drawn in {@link ContentSecrets}. */
final class SecretFile {
    private static final byte[] HEADER = "sluice/seedf/1\1".getBytes(StandardCharsets.US_ASCII);
    private static final int BODY = HEADER.length + RootSeed.BYTES;
    private static final int LENGTH = BODY + Integer.BYTES;
    private static final Set<PosixFilePermission> OTHERS =
            EnumSet.complementOf(
                    EnumSet.of(
                            PosixFilePermission.OWNER_READ,
                            PosixFilePermission.OWNER_WRITE,
                            PosixFilePermission.OWNER_EXECUTE));

    private SecretFile() {}

    static byte[] write(RootSeed seed) {
        ByteBuffer out = ByteBuffer.allocate(LENGTH).put(HEADER).put(seed.toBytes());
        return out.putInt(checksum(out.array())).array();
    }

    static RootSeed read(Path file) throws IOException {
        requirePrivate(file);
        byte[] bytes = Durable.readCapped(file, LENGTH);
        if (bytes.length != LENGTH
                || !Arrays.equals(HEADER, 0, HEADER.length, bytes, 0, HEADER.length)
                || ByteBuffer.wrap(bytes).getInt(BODY) != checksum(bytes)) throw damaged(file);
        return RootSeed.of(Arrays.copyOfRange(bytes, HEADER.length, BODY));
    }

    private static void requirePrivate(Path file) throws IOException {
        PosixFileAttributeView posix =
                Files.getFileAttributeView(file, PosixFileAttributeView.class);
        if (posix == null) return;
        Set<PosixFilePermission> open = EnumSet.copyOf(OTHERS);
        open.retainAll(posix.readAttributes().permissions());
        if (!open.isEmpty())
            throw new IOException(file + " must be readable by its owner alone, but has " + open);
    }

    private static int checksum(byte[] bytes) {
        CRC32C crc = new CRC32C();
        crc.update(bytes, 0, BODY);
        return (int) crc.getValue();
    }

    private static IOException damaged(Path file) {
        return new IOException(file + " is not a root seed, or is damaged");
    }
}
