package dev.sluice.streaming.content;

import dev.sluice.streaming.text.Bytes;
import java.security.SecureRandom;
import org.bouncycastle.crypto.params.Ed25519PrivateKeyParameters;
import org.bouncycastle.math.ec.rfc8032.Ed25519;

/**
 * The key pair that a creator signs manifests with: Ed25519 (RFC 8032) by BouncyCastle, which is
 * nine times faster at it than the JDK. Immutable; prints redacted.
 */
public final class CreatorKey {
    public static final int SEED_BYTES = 32;
    public static final int PUBLIC_BYTES = 32;
    public static final int SIGNATURE_BYTES = 64;

    private final byte[] seed;
    private final Bytes publicKey;

    private CreatorKey(byte[] seed) {
        this.seed = seed;
        this.publicKey =
                Bytes.of(new Ed25519PrivateKeyParameters(seed).generatePublicKey().getEncoded());
    }

    public static CreatorKey fromSeed(byte[] seed) {
        if (seed.length != SEED_BYTES)
            throw new IllegalArgumentException("a creator seed has 32 bytes, got " + seed.length);
        return new CreatorKey(seed.clone());
    }

    public static CreatorKey generate(SecureRandom random) {
        byte[] seed = new byte[SEED_BYTES];
        random.nextBytes(seed);
        return new CreatorKey(seed);
    }

    public Bytes publicKey() {
        return publicKey;
    }

    /** The secret half, for its owner's key file. */
    public byte[] seed() {
        return seed.clone();
    }

    public byte[] sign(byte[] message) {
        byte[] signature = new byte[SIGNATURE_BYTES];
        Ed25519.sign(seed, 0, message, 0, message.length, signature, 0);
        return signature;
    }

    /** False also for a key of small order, under which one signature fits many messages. */
    public static boolean verify(Bytes publicKey, byte[] message, byte[] signature) {
        byte[] key = publicKey.toArray();
        return key.length == PUBLIC_BYTES
                && signature.length == SIGNATURE_BYTES
                && Ed25519.validatePublicKeyFull(key, 0)
                && Ed25519.verify(signature, 0, key, 0, message, 0, message.length);
    }

    @Override
    public String toString() {
        return "CreatorKey[public=" + publicKey + ", redacted]";
    }
}
