package dev.sluice.streaming.content;

import java.security.DigestException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * One reused SHA-256: asking the JDK for a new one each time doubles the cost of a short hash.
 * Owned by one thread. Every digest leaves it ready for the next.
 */
final class Sha256 {
    static final int BYTES = 32;

    private final MessageDigest digest = fresh();

    Sha256 update(byte[] in) {
        digest.update(in);
        return this;
    }

    Sha256 update(byte[] in, int offset, int length) {
        digest.update(in, offset, length);
        return this;
    }

    byte[] digest() {
        return digest.digest();
    }

    /** Writes 32 bytes at the offset. */
    void digestInto(byte[] out, int offset) {
        try {
            digest.digest(out, offset, BYTES);
        } catch (DigestException e) {
            throw new IllegalArgumentException("no room for a digest at " + offset, e);
        }
    }

    private static MessageDigest fresh() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
