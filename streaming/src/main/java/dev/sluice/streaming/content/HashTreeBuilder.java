package dev.sluice.streaming.content;

import dev.sluice.streaming.hash.Hasher;
import dev.sluice.streaming.text.Bytes;
import java.util.Arrays;

/**
 * Builds a hash tree from its slices in order, in one pass, holding one open page per level. Every
 * full page goes to the sink, and its digest to the page above. Owned by one thread.
 */
public final class HashTreeBuilder {
    private final HashTree tree;
    private final TreeHash hash;
    private final PageSink sink;
    private final byte[][] open;
    private final int[] filled;
    private final byte[] entry = new byte[HashTree.ENTRY_BYTES];
    private final byte[] digest = new byte[Hasher.BYTES];
    private long next;

    public HashTreeBuilder(HashTree tree, HashSuite suite, PageSink sink) {
        this.tree = tree;
        this.hash = new TreeHash(suite);
        this.sink = sink;
        this.open = new byte[tree.levels()][HashTree.MAX_PAGE_BYTES];
        this.filled = new int[tree.levels()];
    }

    /** Appends the next slice: its ciphertext, and the key it was sealed with. */
    public void append(byte[] cipher, int offset, int length, byte[] key) {
        if (length != tree.geometry().cipherLength(next))
            throw new IllegalArgumentException(
                    "slice "
                            + next
                            + " has "
                            + tree.geometry().cipherLength(next)
                            + " stored bytes, got "
                            + length);
        hash.slice(cipher, offset, length, entry, 0);
        hash.key(next, key, entry, Hasher.BYTES);
        next++;
        put(0, entry);
    }

    /** The root, once every slice was appended; {@link IllegalStateException} before. */
    public Bytes root() {
        if (next != tree.geometry().slices())
            throw new IllegalStateException(
                    "appended " + next + " of " + tree.geometry().slices() + " slices");
        for (int level = 0; level < tree.levels(); level++) if (filled[level] > 0) close(level);
        return Bytes.of(digest);
    }

    private void put(int level, byte[] bytes) {
        System.arraycopy(bytes, 0, open[level], filled[level], bytes.length);
        filled[level] += bytes.length;
        if (filled[level] == bytes.length * HashTree.FAN_OUT) close(level);
    }

    private void close(int level) {
        hash.page(level, open[level], filled[level], digest, 0);
        sink.page(new PageId(level, closed(level)), Arrays.copyOf(open[level], filled[level]));
        filled[level] = 0;
        if (level + 1 < tree.levels()) put(level + 1, digest);
    }

    /**
     * How many pages of this level were closed before: all slices before the open one fill them.
     */
    private long closed(int level) {
        long index = next - 1;
        for (int i = 0; i <= level; i++) index /= HashTree.FAN_OUT;
        return index;
    }
}
