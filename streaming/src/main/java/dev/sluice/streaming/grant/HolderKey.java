package dev.sluice.streaming.grant;

import dev.sluice.streaming.content.CreatorKey;
import dev.sluice.streaming.text.Bytes;
import java.security.SecureRandom;
import java.util.Arrays;
import org.bouncycastle.crypto.params.X25519PrivateKeyParameters;

/**
 * The secret half of a {@link Holder}: opens what is sealed to it, and signs transfers and, at a
 * delegate, key answers. Immutable; prints redacted.
 */
public final class HolderKey {
    /** Length of the secret: an X25519 key and an Ed25519 seed. */
    public static final int BYTES = 64;

    private final byte[] sealing;
    private final CreatorKey signing;
    private final Holder holder;

    private HolderKey(byte[] secret) {
        sealing = Arrays.copyOf(secret, Holder.KEY_BYTES);
        signing = CreatorKey.fromSeed(Arrays.copyOfRange(secret, Holder.KEY_BYTES, BYTES));
        byte[] open = new X25519PrivateKeyParameters(sealing).generatePublicKey().getEncoded();
        holder = new Holder(Bytes.of(open), signing.publicKey());
    }

    /** Throws {@link IllegalArgumentException} unless there are 64 bytes. */
    public static HolderKey of(byte[] secret) {
        if (secret.length != BYTES)
            throw new IllegalArgumentException(
                    "a holder's key has " + BYTES + " bytes, got " + secret.length);
        return new HolderKey(secret);
    }

    public static HolderKey generate(SecureRandom random) {
        byte[] secret = new byte[BYTES];
        random.nextBytes(secret);
        return of(secret);
    }

    public Holder holder() {
        return holder;
    }

    /** The signing half. */
    public CreatorKey signing() {
        return signing;
    }

    /** The secret, for its owner's key file. */
    public byte[] toBytes() {
        byte[] secret = Arrays.copyOf(sealing, BYTES);
        System.arraycopy(signing.seed(), 0, secret, Holder.KEY_BYTES, Holder.KEY_BYTES);
        return secret;
    }

    byte[] sealing() {
        return sealing.clone();
    }

    @Override
    public String toString() {
        return "HolderKey[" + holder + ", redacted]";
    }
}
