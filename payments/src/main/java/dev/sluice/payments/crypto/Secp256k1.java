package dev.sluice.payments.crypto;

import org.jspecify.annotations.Nullable;

/**
 * The elliptic curve of Ethereum, in raw bytes: ECDSA with deterministic nonces (RFC 6979), low s
 * (EIP-2) and a recoverable public key.
 *
 * <p>Threads: safe for all.
 */
public interface Secp256k1 {
    int DIGEST_BYTES = 32;
    int SECRET_BYTES = 32;
    int PUBLIC_KEY_BYTES = 64;

    /** The fastest implementation that works here: libsecp256k1, else BouncyCastle. */
    static Secp256k1 best() {
        return Choice.BEST;
    }

    /**
     * Signs a digest: r ‖ s ‖ v, 65 bytes, s in the lower half, v 27 or 28.
     *
     * @param publicKey the secret's own public key, which saves computing it
     * @throws IllegalArgumentException when the secret is outside 1..n-1
     */
    byte[] sign(byte[] digest, byte[] secret, byte[] publicKey);

    default byte[] sign(byte[] digest, byte[] secret) {
        return sign(digest, secret, publicKey(secret));
    }

    /**
     * The public key (x ‖ y, 64 bytes) whose secret made the signature, or null when there is none,
     * s is in the upper half, or v is not 27 or 28 (T2).
     */
    byte @Nullable [] recover(byte[] digest, byte[] signature);

    /**
     * The public key of a secret: x ‖ y, 64 bytes.
     *
     * @throws IllegalArgumentException when the secret is outside 1..n-1
     */
    byte[] publicKey(byte[] secret);
}
