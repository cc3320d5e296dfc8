package dev.sluice.streaming.hash;

import java.security.DigestException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * One reused SHA-256: asking the JDK for a new one each time doubles the cost of a short hash.
 * Owned by one thread.
 */
public final class Sha256 implements Hasher {
    private final MessageDigest digest = fresh();

    @Override
    public Sha256 update(byte[] in, int offset, int length) {
        digest.update(in, offset, length);
        return this;
    }

    @Override
    public void digestInto(byte[] out, int offset) {
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
