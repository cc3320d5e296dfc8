package dev.sluice.poc.crypto;

import java.io.Serial;
import java.security.SecureRandom;

/**
 * Randomness that is given: hands out these bytes in order, once. What makes a key pair from a seed
 * with a library that only takes a source of randomness, and what known answers need.
 */
final class Given extends SecureRandom {
    @Serial private static final long serialVersionUID = 1;

    private final byte[] bytes;
    private int at;

    Given(byte[] bytes) {
        super(null, null);
        this.bytes = bytes.clone();
    }

    /** Throws {@link IllegalStateException} when more is asked for than there is. */
    @Override
    public void nextBytes(byte[] out) {
        if (out.length > bytes.length - at)
            throw new IllegalStateException(
                    "asked for " + out.length + " bytes, " + (bytes.length - at) + " are left");
        System.arraycopy(bytes, at, out, 0, out.length);
        at += out.length;
    }

    @Override
    public String toString() {
        return "Given[" + (bytes.length - at) + " bytes left]";
    }
}
