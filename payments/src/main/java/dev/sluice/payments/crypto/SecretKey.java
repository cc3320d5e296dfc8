package dev.sluice.payments.crypto;

import dev.sluice.payments.money.Address;
import java.util.random.RandomGenerator;

/**
 * A secp256k1 secret key with its address. Prints its address and never its value (T21).
 *
 * <p>Threads: immutable.
 */
public final class SecretKey {
    public static final int BYTES = Secp256k1.SECRET_BYTES;

    private final byte[] secret;
    private final byte[] publicKey;
    private final Address address;

    private SecretKey(byte[] secret) {
        this.secret = secret;
        this.publicKey = Secp256k1.best().publicKey(secret);
        this.address = Signers.addressOf(publicKey);
    }

    /**
     * A key from its 32 bytes.
     *
     * @throws IllegalArgumentException when they are not a number in 1..n-1
     */
    public static SecretKey of(byte[] secret) {
        Raw.requireSecret(secret);
        return new SecretKey(secret.clone());
    }

    /** A new key; give it a {@link java.security.SecureRandom} wherever money is real. */
    public static SecretKey random(RandomGenerator random) {
        byte[] secret = new byte[BYTES];
        do random.nextBytes(secret);
        while (!Raw.isSecret(secret));
        return new SecretKey(secret);
    }

    public Address address() {
        return address;
    }

    public Signature sign(byte[] digest) {
        return Signature.own(Secp256k1.best().sign(digest, secret, publicKey));
    }

    /** A copy of the secret itself, for the key file only. */
    public byte[] toBytes() {
        return secret.clone();
    }

    @Override
    public String toString() {
        return "SecretKey[redacted, address " + address + "]";
    }
}
