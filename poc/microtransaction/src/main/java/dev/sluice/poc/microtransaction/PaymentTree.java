package dev.sluice.poc.microtransaction;

import java.util.Arrays;

/**
 * A Merkle tree over secrets (PayTree): to show a secret with the path from its leaf to the root is
 * to pay. Any leaf is checked by itself, in as many hashes as the tree is high, and one.
 */
final class PaymentTree implements Batch {
    private static final int LEAF = 0;
    private static final int NODE = 1;

    private final Keccak hash = new Keccak();
    private final byte[] secret;
    private final int length;

    /** Node i has the children 2i and 2i+1; the leaves begin at {@code length}. */
    private final byte[][] nodes;

    /**
     * @param length the number of leaves, a power of two
     */
    PaymentTree(byte[] secret, int length) {
        if (Integer.bitCount(length) != 1)
            throw new IllegalArgumentException(length + " leaves: not a power of two");
        this.secret = secret;
        this.length = length;
        nodes = new byte[2 * length][];
        for (int i = 0; i < length; i++) nodes[length + i] = hash.tagged(LEAF, secretOf(i));
        for (int i = length - 1; i > 0; i--)
            nodes[i] = hash.tagged(NODE, nodes[2 * i], nodes[2 * i + 1]);
    }

    private byte[] secretOf(int leaf) {
        return hash.hash(secret, Channel.word(leaf));
    }

    @Override
    public byte[] root() {
        return nodes[1];
    }

    /** The secret of leaf n−1, then its siblings from the bottom up. */
    @Override
    public byte[] reveal(int n) {
        int height = Integer.numberOfTrailingZeros(length);
        byte[] out = Arrays.copyOf(secretOf(n - 1), Keccak.BYTES * (1 + height));
        int at = length + n - 1;
        for (int level = 1; level <= height; level++, at /= 2)
            System.arraycopy(nodes[at ^ 1], 0, out, Keccak.BYTES * level, Keccak.BYTES);
        return out;
    }

    /** Needs nothing but the root. */
    static final class Check implements Batch.Check {
        private final Keccak hash = new Keccak();
        private final byte[] root;
        private final int length;

        Check(byte[] root, int length) {
            this.root = root;
            this.length = length;
        }

        @Override
        public boolean opens(int n, byte[] revealed) {
            int height = Integer.numberOfTrailingZeros(length);
            if (n < 1 || n > length || revealed.length != Keccak.BYTES * (1 + height)) return false;
            byte[] node = hash.tagged(LEAF, part(revealed, 0));
            int at = n - 1;
            for (int level = 1; level <= height; level++, at /= 2) {
                byte[] sibling = part(revealed, level);
                node =
                        at % 2 == 0
                                ? hash.tagged(NODE, node, sibling)
                                : hash.tagged(NODE, sibling, node);
            }
            return Arrays.equals(node, root);
        }

        private static byte[] part(byte[] revealed, int i) {
            return Arrays.copyOfRange(revealed, Keccak.BYTES * i, Keccak.BYTES * (i + 1));
        }
    }
}
