package dev.sluice.streaming.content;

import dev.sluice.streaming.hash.Hasher;
import java.util.ArrayList;
import java.util.List;

/**
 * The shape of a content's hash tree, which follows from its geometry alone: how many pages every
 * level has, how long each is, and where it lies in the page file (top level first, so that the way
 * from the root to the leaves is read forwards). The drawing is in {@code package-info}.
 */
public final class HashTree {
    /** Entries of a leaf page, digests of an inner page. */
    public static final int FAN_OUT = 256;

    /** Bytes of a slice's entry: digest of the ciphertext, commitment to the key. */
    public static final int ENTRY_BYTES = 2 * Hasher.BYTES;

    /** Longest page. */
    public static final int MAX_PAGE_BYTES = FAN_OUT * ENTRY_BYTES;

    private final Geometry geometry;
    private final List<Long> pagesOfLevel = new ArrayList<>();

    public HashTree(Geometry geometry) {
        this.geometry = geometry;
        long pages = geometry.slices();
        do {
            pages = (pages + FAN_OUT - 1) / FAN_OUT;
            pagesOfLevel.add(pages);
        } while (pages > 1);
    }

    public Geometry geometry() {
        return geometry;
    }

    /** At least one; the top page is alone on the last. */
    public int levels() {
        return pagesOfLevel.size();
    }

    /** Pages of one level; 0 is that of the leaf pages. */
    public long pages(int level) {
        return pagesOfLevel.get(level);
    }

    public PageId top() {
        return new PageId(levels() - 1, 0);
    }

    public boolean contains(PageId page) {
        return page.level() >= 0
                && page.level() < levels()
                && page.index() >= 0
                && page.index() < pages(page.level());
    }

    /** Length of a page of this tree. */
    public int pageBytes(PageId page) {
        boolean leaf = check(page).level() == 0;
        long below = leaf ? geometry.slices() : pages(page.level() - 1);
        long held = Math.min(FAN_OUT, below - page.index() * FAN_OUT);
        return (int) held * (leaf ? ENTRY_BYTES : Hasher.BYTES);
    }

    /** Where a page begins in the page file. */
    public long pageOffset(PageId page) {
        long offset = 0;
        for (int level = levels() - 1; level > check(page).level(); level--)
            offset += levelBytes(level);
        return offset + page.index() * FAN_OUT * (page.level() == 0 ? ENTRY_BYTES : Hasher.BYTES);
    }

    /** Length of the page file. */
    public long totalBytes() {
        long bytes = 0;
        for (int level = 0; level < levels(); level++) bytes += levelBytes(level);
        return bytes;
    }

    /** The leaf page that holds the entry of a slice. */
    public PageId leafOf(long slice) {
        return new PageId(0, geometry.checkIndex(slice) / FAN_OUT);
    }

    /** The pages from the top down to the leaf page of a slice. */
    public List<PageId> pathTo(long slice) {
        List<PageId> path = new ArrayList<>();
        for (PageId page = leafOf(slice); page.level() < levels(); page = page.parent())
            path.addFirst(page);
        return List.copyOf(path);
    }

    private long levelBytes(int level) {
        return level == 0 ? geometry.slices() * ENTRY_BYTES : pages(level - 1) * Hasher.BYTES;
    }

    private PageId check(PageId page) {
        if (!contains(page))
            throw new IllegalArgumentException(page + " is outside of a tree of " + pagesOfLevel);
        return page;
    }
}
