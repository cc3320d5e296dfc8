package dev.sluice.streaming.quic;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PeerIdentityTest {
    @TempDir private Path directory;

    @Test
    void theIdIsTheHashOfThePublicKey() throws Exception {
        PeerIdentity identity = Nodes.identity();
        byte[] spki = identity.certificate().getPublicKey().getEncoded();
        assertArrayEquals(MessageDigest.getInstance("SHA-256").digest(spki), identity.peerId());
    }

    @Test
    void aSavedIdentityComesBackAndOnlyItsOwnerMayReadIt() throws IOException {
        PeerIdentity identity = Nodes.identity();
        Path file = directory.resolve("identity.pem");
        Files.writeString(file, "old");
        identity.save(file);
        assertArrayEquals(identity.peerId(), PeerIdentity.load(file).peerId());
        assertEquals(
                "rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
        try (Stream<Path> files = Files.list(directory)) {
            assertEquals(List.of(file), files.toList());
        }
    }

    @Test
    void aFileThatOthersMayReadIsRefused() throws IOException {
        Path file = directory.resolve("identity.pem");
        Nodes.identity().save(file);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
        assertThrows(IOException.class, () -> PeerIdentity.load(file));
    }

    @Test
    void damagedFilesAreRefused() throws IOException {
        Path file = directory.resolve("identity.pem");
        Nodes.identity().save(file);
        String good = Files.readString(file);
        Nodes.identity().save(file);
        String other = Files.readString(file);
        String mixed =
                good.substring(0, good.indexOf("-----BEGIN CERT"))
                        + other.substring(other.indexOf("-----BEGIN CERT"));
        for (String damaged : List.of("", good.substring(0, 200), mixed, "x".repeat(20_000))) {
            Files.writeString(file, damaged);
            assertThrows(IOException.class, () -> PeerIdentity.load(file));
        }
    }

    @Test
    void onlyOneSelfSignedP256CertificateIsAccepted() throws Exception {
        X509Certificate mine = Nodes.identity().certificate();
        X509Certificate other = Nodes.identity().certificate();
        PeerCertificates.checkedPeerId(new X509Certificate[] {mine});
        assertThrows(
                CertificateException.class,
                () -> PeerCertificates.checkedPeerId(new X509Certificate[] {mine, other}));
        assertThrows(
                CertificateException.class,
                () -> PeerCertificates.checkedPeerId(new X509Certificate[] {}));
        for (String foreign :
                List.of(ForeignCertificates.P384, ForeignCertificates.SIGNED_BY_ANOTHER)) {
            X509Certificate certificate = ForeignCertificates.parse(foreign);
            assertThrows(
                    CertificateException.class,
                    () -> PeerCertificates.checkedPeerId(new X509Certificate[] {certificate}));
        }
    }

    @Test
    void textsOfAnIdentityHideItsKey() {
        PeerIdentity identity = Nodes.identity();
        assertTrue(identity.toString().startsWith("PeerIdentity["));
        assertFalse(identity.toString().contains("PRIVATE"));
    }
}
