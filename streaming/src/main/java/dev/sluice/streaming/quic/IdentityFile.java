package dev.sluice.streaming.quic;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.EnumSet;
import java.util.Set;

/**
 * The file that keeps a {@link PeerIdentity}: a PKCS #8 key and a certificate, both PEM (RFC 7468).
 *
 * <p>Written beside the target, forced, then renamed over it, so that a crash leaves the old file
 * or the new one. Mode 0600 from the first byte; a file that others may read is refused (T21).
 */
final class IdentityFile {
    private static final int MAX_FILE_BYTES = 16 * 1024;
    private static final Set<PosixFilePermission> OWNER_ONLY =
            PosixFilePermissions.fromString("rw-------");
    private static final Set<PosixFilePermission> OTHERS =
            EnumSet.range(PosixFilePermission.GROUP_READ, PosixFilePermission.OTHERS_EXECUTE);

    private IdentityFile() {}

    static void write(Path file, PrivateKey key, X509Certificate certificate) throws IOException {
        Path target = file.toAbsolutePath();
        Path parent = target.getParent();
        if (parent == null) {
            throw new IOException("not a file: " + file);
        }
        byte[] text = text(key, certificate).getBytes(StandardCharsets.US_ASCII);
        Path temporary =
                Files.createTempFile(
                        parent,
                        ".identity",
                        ".tmp",
                        PosixFilePermissions.asFileAttribute(OWNER_ONLY));
        try {
            writeForced(temporary, text);
            Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(temporary);
        }
        force(parent);
    }

    static PeerIdentity read(Path file) throws IOException {
        checkMode(file);
        long size = Files.size(file);
        if (size > MAX_FILE_BYTES) {
            throw new IOException(file + " has " + size + " bytes, at most " + MAX_FILE_BYTES);
        }
        String text = Files.readString(file, StandardCharsets.US_ASCII);
        try {
            var keySpec = new PKCS8EncodedKeySpec(block(text, "PRIVATE KEY"));
            var der = new ByteArrayInputStream(block(text, "CERTIFICATE"));
            var certificate =
                    (X509Certificate)
                            CertificateFactory.getInstance("X.509").generateCertificate(der);
            return new PeerIdentity(
                    KeyFactory.getInstance("EC").generatePrivate(keySpec), certificate);
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new IOException(file + " is not an identity: " + e.getClass().getSimpleName(), e);
        }
    }

    private static String text(PrivateKey key, X509Certificate certificate) throws IOException {
        try {
            return pem("PRIVATE KEY", key.getEncoded())
                    + pem("CERTIFICATE", certificate.getEncoded());
        } catch (GeneralSecurityException e) {
            throw new IOException("cannot encode the certificate", e);
        }
    }

    private static String pem(String label, byte[] der) {
        String body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
        return "-----BEGIN " + label + "-----\n" + body + "\n-----END " + label + "-----\n";
    }

    private static byte[] block(String text, String label) {
        String begin = "-----BEGIN " + label + "-----";
        int from = text.indexOf(begin);
        int to = text.indexOf("-----END " + label + "-----");
        if (from < 0 || to < from) {
            throw new IllegalArgumentException("no " + label);
        }
        return Base64.getMimeDecoder().decode(text.substring(from + begin.length(), to));
    }

    private static void writeForced(Path file, byte[] bytes) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            ByteBuffer buffer = ByteBuffer.wrap(bytes);
            while (buffer.hasRemaining()) {
                channel.write(buffer);
            }
            channel.force(true);
        }
    }

    private static void force(Path directory) throws IOException {
        try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    private static void checkMode(Path file) throws IOException {
        Set<PosixFilePermission> mode = EnumSet.noneOf(PosixFilePermission.class);
        mode.addAll(Files.getPosixFilePermissions(file));
        mode.retainAll(OTHERS);
        if (!mode.isEmpty()) {
            throw new IOException(
                    file + " is open to others: " + PosixFilePermissions.toString(mode));
        }
    }
}
