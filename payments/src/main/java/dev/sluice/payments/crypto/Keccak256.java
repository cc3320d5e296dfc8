package dev.sluice.payments.crypto;

import org.bouncycastle.crypto.digests.KeccakDigest;

/**
 * The hash of Ethereum: Keccak with 256 bits and the padding from before FIPS 202, so not SHA3-256.
 *
 * <p>An instance is reused by one thread and allocates nothing; the static method is for the cold
 * path.
 */
public final class Keccak256 {
    public static final int BYTES = 32;

    private final KeccakDigest digest = new KeccakDigest(8 * BYTES);

    /** The hash of the concatenated parts. */
    public static byte[] hash(byte[]... parts) {
        Keccak256 keccak = new Keccak256();
        for (byte[] part : parts) keccak.update(part, 0, part.length);
        byte[] out = new byte[BYTES];
        keccak.finish(out, 0);
        return out;
    }

    public void update(byte[] input, int offset, int length) {
        digest.update(input, offset, length);
    }

    /** Writes the hash of all that was given since the last call, and starts anew. */
    public void finish(byte[] target, int offset) {
        digest.doFinal(target, offset);
    }
}
