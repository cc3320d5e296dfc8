package dev.sluice.streaming.content;

/**
 * The place of one page in a hash tree: level 0 holds the entries of slices, each level above holds
 * the digests of the pages below. Ordered from the top down, then left to right, which is the order
 * in which pages can be verified and in which they are stored.
 */
public record PageId(int level, long index) implements Comparable<PageId> {
    /** The place of this page's digest: the page above. */
    public PageId parent() {
        return new PageId(level + 1, index / HashTree.FAN_OUT);
    }

    /** Which of the parent's digests is this page's. */
    int slot() {
        return (int) (index % HashTree.FAN_OUT);
    }

    @Override
    public int compareTo(PageId other) {
        int order = Integer.compare(other.level, level);
        return order != 0 ? order : Long.compare(index, other.index);
    }
}
