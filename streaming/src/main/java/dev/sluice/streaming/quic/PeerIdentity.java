package dev.sluice.streaming.quic;

import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.util.HexFormat;

/**
 * A node's own identity: a P-256 key pair and the self-signed certificate that shows it in a
 * handshake.
 *
 * <p>The peer id is the SHA-256 of the public key's SubjectPublicKeyInfo (RFC 5280, DER), 32 bytes;
 * the certificate's other fields mean nothing. Immutable; any thread. {@code toString} shows only
 * the id.
 */
public final class PeerIdentity {
    private final PrivateKey key;
    private final X509Certificate certificate;
    private final byte[] peerId;

    PeerIdentity(PrivateKey key, X509Certificate certificate) throws GeneralSecurityException {
        PeerCertificates.checkPossession(key, certificate);
        this.key = key;
        this.certificate = certificate;
        this.peerId = PeerCertificates.peerId(certificate);
    }

    /** A new identity. */
    public static PeerIdentity generate(SecureRandom random) {
        try {
            return PeerCertificates.selfSigned(random);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java has no P-256", e);
        }
    }

    /**
     * Reads what {@link #save} wrote.
     *
     * @throws IOException when the file is missing, malformed, or readable by others than its owner
     */
    public static PeerIdentity load(Path file) throws IOException {
        return IdentityFile.read(file);
    }

    /**
     * Writes the key and certificate as PEM, readable by the owner only, atomically and forced to
     * disk; an existing file is replaced.
     */
    public void save(Path file) throws IOException {
        IdentityFile.write(file, key, certificate);
    }

    /** The peer id, 32 bytes, a copy. */
    public byte[] peerId() {
        return peerId.clone();
    }

    PrivateKey key() {
        return key;
    }

    X509Certificate certificate() {
        return certificate;
    }

    @Override
    public String toString() {
        return "PeerIdentity[" + HexFormat.of().formatHex(peerId) + "]";
    }
}
