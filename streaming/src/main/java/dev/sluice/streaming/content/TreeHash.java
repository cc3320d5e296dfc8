package dev.sluice.streaming.content;

import dev.sluice.streaming.hash.Hasher;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The three hashes of the tree, each by its suite: of a slice, of a key, of a page. Layouts are
 * drawn in {@code package-info}. Owned by one thread: it reuses a hasher and its buffers.
 */
final class TreeHash {
    private static final byte[] PAGE = "sluice/page/v1".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] KEY = "sluice/keyc/v1".getBytes(StandardCharsets.US_ASCII);

    private final Hasher hasher;
    private final byte[] pageHeader = new byte[PAGE.length + 2];
    private final byte[] keyHeader = new byte[KEY.length + 1 + Long.BYTES];
    private final byte[] actual = new byte[Hasher.BYTES];

    TreeHash(HashSuite suite) {
        hasher = suite.hasher();
        ByteBuffer.wrap(pageHeader).put(PAGE).put((byte) suite.id());
        ByteBuffer.wrap(keyHeader).put(KEY).put((byte) suite.id());
    }

    void slice(byte[] cipher, int offset, int length, byte[] out, int outOffset) {
        hasher.update(cipher, offset, length).digestInto(out, outOffset);
    }

    /** Commits to a key without revealing it; the index keeps equal keys from looking equal. */
    void key(long index, byte[] key, byte[] out, int outOffset) {
        ByteBuffer.wrap(keyHeader).putLong(keyHeader.length - Long.BYTES, index);
        hasher.update(keyHeader).update(key).digestInto(out, outOffset);
    }

    void page(int level, byte[] page, int length, byte[] out, int outOffset) {
        pageHeader[pageHeader.length - 1] = (byte) level;
        hasher.update(pageHeader).update(page, 0, length).digestInto(out, outOffset);
    }

    boolean isSlice(byte[] cipher, int offset, int length, byte[] expected, int at) {
        slice(cipher, offset, length, actual, 0);
        return isActual(expected, at);
    }

    boolean isKey(long index, byte[] key, byte[] expected, int at) {
        key(index, key, actual, 0);
        return isActual(expected, at);
    }

    boolean isPage(int level, byte[] page, byte[] expected, int at) {
        page(level, page, page.length, actual, 0);
        return isActual(expected, at);
    }

    private boolean isActual(byte[] expected, int at) {
        return Arrays.equals(actual, 0, actual.length, expected, at, at + actual.length);
    }
}
