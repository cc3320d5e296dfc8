package dev.sluice.streaming.content;

import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;

/**
 * The secret of one work: 32 bytes from which every slice key follows. Whoever holds it can read
 * the whole work, so it stays with the creator. One fresh seed per work: nonces are constant, and
 * two works of equal length under one seed would share keys and nonces.
 */
public final class RootSeed {
    public static final int BYTES = 32;

    private final byte[] secret;

    private RootSeed(byte[] secret) {
        this.secret = secret;
    }

    public static RootSeed of(byte[] secret) {
        if (secret.length != BYTES)
            throw new IllegalArgumentException("a root seed has 32 bytes, got " + secret.length);
        return new RootSeed(secret.clone());
    }

    public static RootSeed generate(SecureRandom random) {
        byte[] secret = new byte[BYTES];
        random.nextBytes(secret);
        return new RootSeed(secret);
    }

    public byte[] toBytes() {
        return secret.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof RootSeed that && MessageDigest.isEqual(secret, that.secret);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(secret);
    }

    @Override
    public String toString() {
        return "RootSeed[redacted]";
    }
}
