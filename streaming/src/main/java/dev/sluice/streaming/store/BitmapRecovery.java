package dev.sluice.streaming.store;

import dev.sluice.streaming.content.Check;
import dev.sluice.streaming.content.Geometry;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Finds out what a content holds where its bitmap does not say, because part of it is damaged, or
 * because the process ended before a force: the bytes themselves are checked against the hash tree
 * (T22). Costs reading the slices that are in doubt, of a damaged block all 4032. Used once, while
 * the content is being opened.
 */
record BitmapRecovery(Geometry geometry, DataFile cipher, StoredPages pages) {
    /** Those of the slices in doubt whose bytes are the creator's. */
    SortedSet<Long> find(SortedSet<Long> doubtful) throws IOException {
        TreeSet<Long> found = new TreeSet<>();
        byte[] buffer = new byte[geometry.sliceBytes() + Geometry.TAG_BYTES];
        for (long slice : doubtful) if (isWhole(slice, buffer)) found.add(slice);
        return found;
    }

    /** All slices of damaged blocks, and what was written and is not known to be forced. */
    SortedSet<Long> doubtful(List<Integer> damagedBlocks, Bitmap written, Bitmap held) {
        TreeSet<Long> doubtful = new TreeSet<>();
        for (int block : damagedBlocks) {
            long first = (long) block * BitmapFile.BLOCK_SLICES;
            long end = Math.min(first + BitmapFile.BLOCK_SLICES, geometry.slices());
            for (long slice = first; slice < end; slice++) doubtful.add(slice);
        }
        for (long slice = 0; slice < geometry.slices(); slice++)
            if (written.get(slice) && !held.get(slice)) doubtful.add(slice);
        return doubtful;
    }

    private boolean isWhole(long slice, byte[] buffer) throws IOException {
        int length = geometry.cipherLength(slice);
        ByteBuffer target = ByteBuffer.wrap(buffer, 0, length);
        return cipher.read(target, geometry.cipherOffset(slice)) == length
                && pages.check(slice, buffer, length) == Check.OK;
    }
}
