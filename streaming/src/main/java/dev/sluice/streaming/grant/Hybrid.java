package dev.sluice.streaming.grant;

import java.security.SecureRandom;
import java.util.Arrays;
import org.bouncycastle.crypto.AsymmetricCipherKeyPair;
import org.bouncycastle.crypto.InvalidCipherTextException;
import org.bouncycastle.crypto.hpke.HPKE;
import org.bouncycastle.crypto.hpke.HPKEContextWithEncapsulation;
import org.bouncycastle.crypto.params.X25519PrivateKeyParameters;
import org.jspecify.annotations.Nullable;

/**
 * Seals bytes to an X25519 key: HPKE (RFC 9180), base mode, DHKEM(X25519, HKDF-SHA256),
 * HKDF-SHA256, AES-256-GCM, one message for each encapsulated key.
 */
final class Hybrid {
    /** What sealing adds: the encapsulated key and the tag. */
    static final int OVERHEAD = 32 + 16;

    private static final int ENCAPSULATED = 32;

    private Hybrid() {}

    static byte[] seal(
            byte[] recipient, byte[] info, byte[] aad, byte[] plaintext, SecureRandom random) {
        return seal(recipient, info, aad, plaintext, new X25519PrivateKeyParameters(random));
    }

    static byte[] seal(
            byte[] recipient,
            byte[] info,
            byte[] aad,
            byte[] plaintext,
            X25519PrivateKeyParameters ephemeral) {
        HPKE suite = suite();
        HPKEContextWithEncapsulation context =
                suite.setupBaseS(suite.deserializePublicKey(recipient), info, pair(ephemeral));
        try {
            byte[] sealed = context.seal(aad, plaintext);
            byte[] out = Arrays.copyOf(context.getEncapsulation(), ENCAPSULATED + sealed.length);
            System.arraycopy(sealed, 0, out, ENCAPSULATED, sealed.length);
            return out;
        } catch (InvalidCipherTextException e) {
            throw new IllegalStateException("AES-GCM does not seal", e);
        }
    }

    /** The plaintext, or null when it was not sealed to this key under this info and data. */
    static byte @Nullable [] open(byte[] secret, byte[] info, byte[] aad, byte[] sealed) {
        if (sealed.length < OVERHEAD) return null;
        byte[] encapsulated = Arrays.copyOf(sealed, ENCAPSULATED);
        byte[] body = Arrays.copyOfRange(sealed, ENCAPSULATED, sealed.length);
        try {
            return suite().setupBaseR(
                            encapsulated, pair(new X25519PrivateKeyParameters(secret)), info)
                    .open(aad, body);
        } catch (InvalidCipherTextException | IllegalStateException | IllegalArgumentException e) {
            return null; // the library's ways to say no: a bad tag, a point of small order
        }
    }

    private static HPKE suite() {
        return new HPKE(
                HPKE.mode_base, HPKE.kem_X25519_SHA256, HPKE.kdf_HKDF_SHA256, HPKE.aead_AES_GCM256);
    }

    private static AsymmetricCipherKeyPair pair(X25519PrivateKeyParameters secret) {
        return new AsymmetricCipherKeyPair(secret.generatePublicKey(), secret);
    }
}
