package dev.sluice.poc.microtransaction;

import org.bouncycastle.crypto.digests.KeccakDigest;

/** Keccak-256, the cheapest hash of the EVM; one instance for one thread. */
final class Keccak {
    static final int BYTES = 32;

    private final KeccakDigest digest = new KeccakDigest(8 * BYTES);

    byte[] hash(byte[]... parts) {
        for (byte[] part : parts) digest.update(part, 0, part.length);
        byte[] out = new byte[BYTES];
        digest.doFinal(out, 0);
        return out;
    }

    /** The hash of one byte, then the parts: leaves and inner nodes of a tree must differ. */
    byte[] tagged(int tag, byte[]... parts) {
        digest.update((byte) tag);
        return hash(parts);
    }
}
