package dev.sluice.payments.crypto;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.HexFormat;

/** Checks on raw signatures and secrets that every implementation shares. */
final class Raw {
    private static final byte[] ORDER =
            HexFormat.of()
                    .parseHex("fffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141");
    private static final byte[] HALF_ORDER =
            HexFormat.of()
                    .parseHex("7fffffffffffffffffffffffffffffff5d576e7357a4501ddfe92f46681b20a0");

    private Raw() {}

    /** True when r and s are in 1..n-1, s is in the lower half, and v is 27 or 28. */
    static boolean isPlausible(byte[] signature) {
        if (signature.length != Signature.BYTES) return false;
        if (signature[64] != 27 && signature[64] != 28) return false;
        return !isZero(signature, 0)
                && !isZero(signature, 32)
                && Arrays.compareUnsigned(signature, 0, 32, ORDER, 0, 32) < 0
                && Arrays.compareUnsigned(signature, 32, 64, HALF_ORDER, 0, 32) <= 0;
    }

    static boolean isSecret(byte[] secret) {
        return secret.length == Secp256k1.SECRET_BYTES
                && !isZero(secret, 0)
                && Arrays.compareUnsigned(secret, ORDER) < 0;
    }

    /** Says nothing of the value: it may be a secret (T21). */
    static void requireSecret(byte[] secret) {
        if (!isSecret(secret))
            throw new IllegalArgumentException("a secret key is 32 bytes in 1..n-1");
    }

    static void requireDigest(byte[] digest) {
        if (digest.length != Secp256k1.DIGEST_BYTES)
            throw new IllegalArgumentException("a digest has 32 bytes, got " + digest.length);
    }

    /** Writes the number as 32 big-endian bytes. */
    static void put(BigInteger number, byte[] target, int offset) {
        byte[] bytes = number.toByteArray();
        int length = Math.min(bytes.length, 32);
        System.arraycopy(bytes, bytes.length - length, target, offset + 32 - length, length);
    }

    private static boolean isZero(byte[] bytes, int offset) {
        int any = 0;
        for (int i = offset; i < offset + 32; i++) any |= bytes[i];
        return any == 0;
    }
}
