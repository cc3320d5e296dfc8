package dev.sluice.poc.crypto;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.spec.NamedParameterSpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.HexFormat;
import javax.crypto.KEM;
import org.bouncycastle.crypto.digests.SHAKEDigest;
import org.bouncycastle.math.ec.rfc7748.X25519;

/**
 * The hybrid key encapsulation X-Wing: X25519 and ML-KEM-768 (of the JDK), so that whoever breaks
 * only one of them learns nothing.
 *
 * <p>See https://datatracker.ietf.org/doc/draft-connolly-cfrg-xwing-kem/. A secret is a seed of 32
 * bytes. Immutable; any thread.
 *
 * <pre>
 *   public   | ML-KEM-768 1184 | X25519 32 |
 *   sent     | ML-KEM-768 1088 | X25519 32 |
 *   shared   SHA3-256( ML-KEM shared 32 | X25519 shared 32 | X25519 sent 32 | X25519 public 32 | label 6 )
 * </pre>
 */
final class XWing {
    static final int PUBLIC_BYTES = 1184 + 32;
    static final int SENT_BYTES = 1088 + 32;

    private static final String ML_KEM = "ML-KEM-768";
    private static final int CURVE = X25519.POINT_SIZE;
    private static final byte[] LABEL = "\\.//^\\".getBytes(StandardCharsets.US_ASCII);

    /** What precedes the key in its X.509 form. */
    private static final String X509 = "308204b2300b0609608648016503040402038204a100";

    private final PrivateKey lattice;
    private final byte[] scalar;
    private final byte[] open;

    private XWing(PrivateKey lattice, byte[] scalar, byte[] open) {
        this.lattice = lattice;
        this.scalar = scalar;
        this.open = open;
    }

    /** What a sender has: the secret that it shares, and what it sends. */
    static final class Encapsulated {
        private final byte[] shared;
        private final byte[] sent;

        private Encapsulated(byte[] shared, byte[] sent) {
            this.shared = shared;
            this.sent = sent;
        }

        byte[] shared() {
            return shared.clone();
        }

        byte[] sent() {
            return sent.clone();
        }
    }

    static XWing fromSeed(byte[] seed) throws GeneralSecurityException {
        SHAKEDigest shake = new SHAKEDigest(256);
        shake.update(seed, 0, seed.length);
        byte[] secrets = new byte[96];
        shake.doFinal(secrets, 0, secrets.length);
        KeyPairGenerator generator = KeyPairGenerator.getInstance(ML_KEM);
        generator.initialize(NamedParameterSpec.ML_KEM_768, new Given(Arrays.copyOf(secrets, 64)));
        KeyPair pair = generator.generateKeyPair();
        byte[] scalar = Arrays.copyOfRange(secrets, 64, 96);
        byte[] encoded = pair.getPublic().getEncoded();
        byte[] open =
                ByteBuffer.allocate(PUBLIC_BYTES)
                        .put(encoded, encoded.length - 1184, 1184)
                        .put(onCurve(scalar))
                        .array();
        return new XWing(pair.getPrivate(), scalar, open);
    }

    byte[] publicKey() {
        return open.clone();
    }

    static Encapsulated encapsulate(byte[] recipient, SecureRandom random)
            throws GeneralSecurityException {
        byte[] curvePublic = Arrays.copyOfRange(recipient, 1184, PUBLIC_BYTES);
        KEM.Encapsulated lattice =
                KEM.getInstance(ML_KEM)
                        .newEncapsulator(latticeKey(recipient), random)
                        .encapsulate();
        byte[] ephemeral = new byte[CURVE];
        random.nextBytes(ephemeral);
        byte[] sentCurve = onCurve(ephemeral);
        byte[] shared =
                combine(
                        lattice.key().getEncoded(),
                        agree(ephemeral, curvePublic),
                        sentCurve,
                        curvePublic);
        byte[] sent =
                ByteBuffer.allocate(SENT_BYTES).put(lattice.encapsulation()).put(sentCurve).array();
        return new Encapsulated(shared, sent);
    }

    /**
     * The shared secret. What was sent to another, or changed, gives another secret, not an error.
     */
    byte[] decapsulate(byte[] sent) throws GeneralSecurityException {
        byte[] fromLattice =
                KEM.getInstance(ML_KEM)
                        .newDecapsulator(lattice)
                        .decapsulate(Arrays.copyOf(sent, 1088))
                        .getEncoded();
        byte[] sentCurve = Arrays.copyOfRange(sent, 1088, SENT_BYTES);
        byte[] curvePublic = Arrays.copyOfRange(open, 1184, PUBLIC_BYTES);
        return combine(fromLattice, agree(scalar, sentCurve), sentCurve, curvePublic);
    }

    private static PublicKey latticeKey(byte[] recipient) throws GeneralSecurityException {
        byte[] prefix = HexFormat.of().parseHex(X509);
        byte[] encoded = Arrays.copyOf(prefix, prefix.length + 1184);
        System.arraycopy(recipient, 0, encoded, prefix.length, 1184);
        return KeyFactory.getInstance(ML_KEM).generatePublic(new X509EncodedKeySpec(encoded));
    }

    private static byte[] combine(
            byte[] fromLattice, byte[] fromCurve, byte[] sentCurve, byte[] curvePublic)
            throws GeneralSecurityException {
        MessageDigest digest = MessageDigest.getInstance("SHA3-256");
        digest.update(fromLattice);
        digest.update(fromCurve);
        digest.update(sentCurve);
        digest.update(curvePublic);
        return digest.digest(LABEL);
    }

    private static byte[] onCurve(byte[] scalar) {
        byte[] point = new byte[CURVE];
        X25519.scalarMultBase(scalar, 0, point, 0);
        return point;
    }

    private static byte[] agree(byte[] scalar, byte[] point) {
        byte[] shared = new byte[CURVE];
        X25519.scalarMult(scalar, 0, point, 0, shared, 0);
        return shared;
    }
}
