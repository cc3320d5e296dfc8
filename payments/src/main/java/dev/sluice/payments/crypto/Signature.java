package dev.sluice.payments.crypto;

import java.util.Arrays;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * A secp256k1 signature: r ‖ s ‖ v, 65 bytes, v 27 or 28, low s (EIP-2). Not checked by being held.
 */
public final class Signature {
    public static final int BYTES = 65;

    private final byte[] bytes;

    private Signature(byte[] bytes) {
        this.bytes = bytes;
    }

    public static Signature of(byte[] bytes) {
        if (bytes.length != BYTES)
            throw new IllegalArgumentException("a signature has 65 bytes, got " + bytes.length);
        return new Signature(bytes.clone());
    }

    /** Takes the array over; only for one that nobody else holds. */
    static Signature own(byte[] bytes) {
        return new Signature(bytes);
    }

    /** The bytes themselves, not to be changed. */
    byte[] bytes() {
        return bytes;
    }

    public byte[] toBytes() {
        return bytes.clone();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Signature signature && Arrays.equals(bytes, signature.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return "0x" + HexFormat.of().formatHex(bytes);
    }
}
