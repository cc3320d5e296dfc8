package dev.sluice.engine.cache;

import dev.sluice.streaming.content.PageId;
import java.io.IOException;

/** The slices of one work that need not be bought, because they lie here. Any thread. */
public interface LocalSlices {
    /** Has nothing and keeps nothing. */
    LocalSlices NONE = new NoSlices();

    /** Whether the slice can be read, now or as soon as it is written, and so costs nothing. */
    boolean has(long index);

    /**
     * Reads a slice as the payload of the frame in which a seeder would send it; its length, or -1
     * when it is not here. Waits, but not for long, for one that is on its way to the disk.
     *
     * @param target has room for the longest payload
     */
    int read(long index, boolean withPages, byte[] target) throws IOException;

    /** Keeps a page that verified; before the slices that need it. */
    void keepPage(PageId page, byte[] bytes);

    /**
     * Keeps the ciphertext of a slice that verified. The bytes are copied; waits, but not for long,
     * while the disk is behind.
     */
    void keep(long index, byte[] bytes, int offset, int length);

    /** What was read did not verify: it is not here any more, and may be kept again. */
    void damaged(long index);
}
