package dev.sluice.streaming.content;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.spec.AlgorithmParameterSpec;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * One direction of one cipher suite with the constant nonce, on a reused {@link Cipher}. Owned by
 * one thread.
 *
 * <p>The JDK's ciphers remember the last key and nonce and refuse the same pair twice running. That
 * guards against a mistake which this format cannot make (see {@link SliceCipher}) but would forbid
 * sealing a slice again, so a repeated key gets a new cipher.
 */
final class Aead {
    private static final int NONCE_BYTES = 12;

    private final CipherSuite suite;
    private final int mode;
    private final AlgorithmParameterSpec nonce;
    private final byte[] lastKey = new byte[SliceCipher.KEY_BYTES];
    private Cipher cipher;
    private boolean used;

    private Aead(CipherSuite suite, int mode) {
        this.suite = suite;
        this.mode = mode;
        this.nonce = nonce(suite);
        this.cipher = fresh(suite);
    }

    static Aead sealing(CipherSuite suite) {
        return new Aead(suite, Cipher.ENCRYPT_MODE);
    }

    static Aead opening(CipherSuite suite) {
        return new Aead(suite, Cipher.DECRYPT_MODE);
    }

    /** Returns the bytes written; throws only for a tag that does not verify. */
    int run(
            byte[] key,
            byte[] associated,
            byte[] in,
            int offset,
            int length,
            byte[] out,
            int outOffset)
            throws AEADBadTagException {
        try {
            prepare(key);
            cipher.updateAAD(associated);
            return cipher.doFinal(in, offset, length, out, outOffset);
        } catch (AEADBadTagException e) {
            throw e;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(suite + " failed on a checked input", e);
        }
    }

    private void prepare(byte[] key) throws GeneralSecurityException {
        if (key.length != SliceCipher.KEY_BYTES)
            throw new IllegalArgumentException("a slice key has 32 bytes, got " + key.length);
        if (used && MessageDigest.isEqual(key, lastKey)) cipher = fresh(suite);
        cipher.init(mode, new SecretKeySpec(key, suite.keyAlgorithm), nonce);
        System.arraycopy(key, 0, lastKey, 0, lastKey.length);
        used = true;
    }

    private static AlgorithmParameterSpec nonce(CipherSuite suite) {
        byte[] zero = new byte[NONCE_BYTES];
        return switch (suite) {
            case AES_256_GCM -> new GCMParameterSpec(Geometry.TAG_BYTES * Byte.SIZE, zero);
            case CHACHA20_POLY1305 -> new IvParameterSpec(zero);
        };
    }

    private static Cipher fresh(CipherSuite suite) {
        try {
            return Cipher.getInstance(suite.transformation);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java platform lacks " + suite.transformation, e);
        }
    }
}
