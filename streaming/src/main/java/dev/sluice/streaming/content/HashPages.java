package dev.sluice.streaming.content;

import dev.sluice.streaming.hash.Hasher;
import dev.sluice.streaming.text.Bytes;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The verified pages of one content's hash tree, and the checks that they allow: is this slice, is
 * this key the creator's? A page enters only when it hashes to its place in the page above, or to
 * the root, so nothing held here needs trust (I7, T11). Keys are not needed, so that a seeder
 * verifies what it cannot read.
 *
 * <p>Memory: 64 bytes per slice whose leaf page is held. A bounded set forgets the leaf page that
 * was used longest ago; inner pages, a five-hundredth of the leaves, always stay.
 *
 * <p>Owned by one thread: it reuses a hasher.
 */
public final class HashPages {
    private final HashTree tree;
    private final TreeHash hash;
    private final byte[] root;
    private final Map<PageId, byte[]> inner = new TreeMap<>();
    private final LinkedHashMap<Long, byte[]> leaves;

    public HashPages(HashTree tree, HashSuite suite, Bytes root) {
        this(tree, suite, root, Integer.MAX_VALUE);
    }

    /** A set that holds at most {@code maxLeaves} leaf pages of 16 KiB. */
    public HashPages(HashTree tree, HashSuite suite, Bytes root, int maxLeaves) {
        this.tree = tree;
        this.hash = new TreeHash(suite);
        this.root = root.requireLength(Hasher.BYTES, "root").toArray();
        this.leaves = new LeastRecentlyUsed(maxLeaves);
    }

    public HashTree tree() {
        return tree;
    }

    /** The ids of the pages from the top down to the leaf page of a slice. */
    public List<PageId> pathTo(long index) {
        return tree.pathTo(index);
    }

    /** Those of {@link #pathTo} that are not held, from the top down. */
    public List<PageId> missingFor(long index) {
        List<PageId> missing = new ArrayList<>(tree.pathTo(index));
        missing.removeIf(this::holds);
        return List.copyOf(missing);
    }

    public boolean holds(PageId page) {
        return held(page) != null;
    }

    /** A copy of a held page, or null. */
    public byte @Nullable [] page(PageId page) {
        byte[] held = held(page);
        return held == null ? null : held.clone();
    }

    /** Takes a page if it is the creator's. Offer pages from the top down. Copies the bytes. */
    public AddResult add(PageId page, byte[] bytes) {
        if (!tree.contains(page)) return AddResult.NO_SUCH_PAGE;
        if (bytes.length != tree.pageBytes(page)) return AddResult.WRONG_SIZE;
        if (holds(page)) return AddResult.ALREADY_HELD;
        boolean top = page.equals(tree.top());
        byte[] above = top ? root : held(page.parent());
        if (above == null) return AddResult.PARENT_MISSING;
        int at = top ? 0 : page.slot() * Hasher.BYTES;
        if (!hash.isPage(page.level(), bytes, above, at)) return AddResult.MISMATCH;
        keep(page, bytes.clone());
        return AddResult.ADDED;
    }

    /** Is this the ciphertext of the slice? A wrong length is a mismatch. */
    public Check verifySlice(long index, byte[] cipher, int offset, int length) {
        byte[] leaf = leaves.get(leafIndex(index));
        if (leaf == null) return Check.PAGE_MISSING;
        boolean ok =
                length == tree.geometry().cipherLength(index)
                        && hash.isSlice(cipher, offset, length, leaf, entryAt(index));
        return ok ? Check.OK : Check.MISMATCH;
    }

    /** Is this the key that the creator committed to for the slice? */
    public Check verifyKey(long index, byte[] key) {
        byte[] leaf = leaves.get(leafIndex(index));
        if (leaf == null) return Check.PAGE_MISSING;
        boolean ok =
                key.length == SliceCipher.KEY_BYTES
                        && hash.isKey(index, key, leaf, entryAt(index) + Hasher.BYTES);
        return ok ? Check.OK : Check.MISMATCH;
    }

    private byte @Nullable [] held(PageId page) {
        return page.level() == 0 ? leaves.get(page.index()) : inner.get(page);
    }

    private void keep(PageId page, byte[] bytes) {
        if (page.level() == 0) leaves.put(page.index(), bytes);
        else inner.put(page, bytes);
    }

    private long leafIndex(long slice) {
        return tree.geometry().checkIndex(slice) / HashTree.FAN_OUT;
    }

    private static int entryAt(long slice) {
        return (int) (slice % HashTree.FAN_OUT) * HashTree.ENTRY_BYTES;
    }

    @SuppressWarnings("serial") // never serialised
    private static final class LeastRecentlyUsed extends LinkedHashMap<Long, byte[]> {
        private final int max;

        LeastRecentlyUsed(int max) {
            super(16, 0.75f, true);
            if (max < 1) throw new IllegalArgumentException("max must be positive, got " + max);
            this.max = max;
        }

        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, byte[]> eldest) {
            return size() > max;
        }
    }
}
