package dev.sluice.streaming.content;

import dev.sluice.streaming.hash.Sha256;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * The one-way steps of the key tree, from root seed to top, from parent to child, from leaf to
 * slice key. Owned by one thread: it reuses a digest, a Mac and its buffers.
 *
 * <p>A step hashes exactly 55 bytes, which with SHA-256's own padding is a single block. HMAC would
 * be four blocks and a re-keying for the same effect: its second pass protects messages of varying
 * length, and these have one length. The seed comes first, so that the other 23 bytes, known to
 * all, only select which image of the secret is asked for.
 *
 * <pre>
 *   step  | seed 32 | "sluice/seed/v1" 14 | child's level u8         | child's index u64 |
 *   top   | root 32 | "sluice/root/v1" 14 | log2 of slice bytes u8   | content bytes u64 |
 *   key   HKDF-Expand(leaf seed, "sluice/slice-key/v1" 19 | cipher suite u8 | slice index u64, 32)
 * </pre>
 */
final class KeySchedule {
    private static final int SEED = KeySeed.BYTES;
    private static final byte[] STEP = ascii("sluice/seed/v1");
    private static final byte[] TOP = ascii("sluice/root/v1");
    private static final byte[] KEY = ascii("sluice/slice-key/v1");

    private final Sha256 sha = new Sha256();
    private final Hkdf hkdf = new Hkdf();
    private final byte[] step = new byte[SEED + STEP.length + 1 + Long.BYTES];
    private final byte[] info = new byte[KEY.length + 1 + Long.BYTES];
    private final byte[] seed = new byte[SEED];

    /** The top seed of a work's tree. Binds the geometry, so that other cuts get other keys. */
    byte[] top(RootSeed root, Geometry geometry) {
        byte[] top = root.toBytes();
        hash(
                TOP,
                Integer.numberOfTrailingZeros(geometry.sliceBytes()),
                geometry.contentBytes(),
                top);
        return top;
    }

    /** Replaces the seed of a node by that of its descendant, walking down level by level. */
    void descend(byte[] node, int fromLevel, int toLevel, long toIndex) {
        for (int level = fromLevel - 1; level >= toLevel; level--)
            hash(STEP, level, toIndex >> (level - toLevel), node);
    }

    /** Writes the 32-byte key of a slice below the given node. */
    void sliceKey(KeySeed node, CipherSuite suite, long slice, byte[] out, int offset) {
        node.bytes().copyTo(seed, 0);
        descend(seed, node.level(), 0, slice);
        ByteBuffer.wrap(info).put(KEY).put((byte) suite.id()).putLong(slice);
        hkdf.expand(seed, info, out, offset, SliceCipher.KEY_BYTES);
    }

    private void hash(byte[] domain, int small, long large, byte[] seedInOut) {
        ByteBuffer.wrap(step).put(seedInOut).put(domain).put((byte) small).putLong(large);
        sha.update(step).digestInto(seedInOut, 0);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
