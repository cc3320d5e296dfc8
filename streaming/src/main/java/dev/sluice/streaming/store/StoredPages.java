package dev.sluice.streaming.store;

import dev.sluice.streaming.content.AddResult;
import dev.sluice.streaming.content.Check;
import dev.sluice.streaming.content.ContentCore;
import dev.sluice.streaming.content.HashPages;
import dev.sluice.streaming.content.HashTree;
import dev.sluice.streaming.content.PageId;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A content's hash pages on disk behind a bounded set in memory. A page is verified whenever it is
 * read, so the file needs no checksum and no record of which pages it has: a hole, like damage,
 * does not verify (T22). Safe for many threads, one at a time.
 */
final class StoredPages {
    /** 1 MiB of leaf pages: the way to 16,384 slices, 2 GiB of media. */
    static final int CACHED_LEAVES = 64;

    private final DataFile file;
    private final HashTree tree;
    private final HashPages pages;

    StoredPages(DataFile file, ContentCore core) {
        this.file = file;
        this.tree = new HashTree(core.geometry());
        this.pages = new HashPages(tree, core.hash(), core.root(), CACHED_LEAVES);
    }

    synchronized byte @Nullable [] page(PageId page) throws IOException {
        return tree.contains(page) && load(page) ? pages.page(page) : null;
    }

    /** Takes a page if it verifies, without writing it. */
    synchronized AddResult add(PageId page, byte[] bytes) throws IOException {
        if (!tree.contains(page)) return AddResult.NO_SUCH_PAGE;
        if (bytes.length == tree.pageBytes(page) && load(page)) return AddResult.ALREADY_HELD;
        return pages.add(page, bytes);
    }

    long offsetOf(PageId page) {
        return tree.pageOffset(page);
    }

    synchronized Check check(long slice, byte[] cipher, int length) throws IOException {
        return load(tree.leafOf(slice))
                ? pages.verifySlice(slice, cipher, 0, length)
                : Check.PAGE_MISSING;
    }

    /** Brings a page and those above it into memory. False when the file does not have them. */
    private boolean load(PageId page) throws IOException {
        if (pages.holds(page)) return true;
        if (!page.equals(tree.top()) && !load(page.parent())) return false;
        ByteBuffer bytes = ByteBuffer.allocate(tree.pageBytes(page));
        int read = file.read(bytes, tree.pageOffset(page));
        return pages.add(page, Arrays.copyOf(bytes.array(), read)).held();
    }
}
