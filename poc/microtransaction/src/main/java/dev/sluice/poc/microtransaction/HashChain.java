package dev.sluice.poc.microtransaction;

import java.util.Arrays;

/**
 * A hash chain (PayWord): the root is the secret hashed {@code length} times, and the n-th tick is
 * what gives the root after n more hashes.
 *
 * <pre>
 *   root = link 0 ◄── link 1 ◄── link 2 ◄── … ◄── link length, from the secret
 *                     1st tick   2nd tick
 * </pre>
 *
 * <p>All links are kept: 32 bytes each.
 */
final class HashChain implements Batch {
    private final byte[][] links;

    HashChain(byte[] secret, int length) {
        Keccak hash = new Keccak();
        links = new byte[length + 1][];
        links[length] = hash.hash(secret);
        for (int i = length; i > 0; i--) links[i - 1] = hash.hash(links[i]);
    }

    @Override
    public byte[] root() {
        return links[0];
    }

    @Override
    public byte[] reveal(int n) {
        return links[n];
    }

    /** Remembers the highest tick, so that the next costs one hash. */
    static final class Check implements Batch.Check {
        private final Keccak hash = new Keccak();
        private final int length;
        private byte[] seen;
        private int at;

        Check(byte[] root, int length) {
            seen = root;
            this.length = length;
        }

        @Override
        public boolean opens(int n, byte[] revealed) {
            if (n <= at || n > length || revealed.length != Keccak.BYTES) return false;
            byte[] walked = revealed;
            for (int i = n; i > at; i--) walked = hash.hash(walked);
            if (!Arrays.equals(walked, seen)) return false;
            seen = revealed;
            at = n;
            return true;
        }
    }
}
