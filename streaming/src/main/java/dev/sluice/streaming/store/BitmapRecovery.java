package dev.sluice.streaming.store;

import dev.sluice.streaming.content.Check;
import dev.sluice.streaming.content.Geometry;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Finds out what a content holds when part of its bitmap is damaged: the bytes themselves are
 * checked against the hash tree, and the bitmap is written anew (T22). Costs reading at most 4032
 * slices per damaged block. Used once, while the content is being opened.
 */
record BitmapRecovery(Geometry geometry, DataFile cipher, StoredPages pages) {
    /** The slices of these blocks whose bytes are the creator's, whatever the bitmap says. */
    SortedSet<Long> find(List<Integer> damagedBlocks) throws IOException {
        TreeSet<Long> found = new TreeSet<>();
        byte[] buffer = new byte[geometry.sliceBytes() + Geometry.TAG_BYTES];
        for (int block : damagedBlocks) {
            long first = (long) block * BitmapFile.BLOCK_SLICES;
            long end = Math.min(first + BitmapFile.BLOCK_SLICES, geometry.slices());
            for (long slice = first; slice < end; slice++)
                if (isWhole(slice, buffer)) found.add(slice);
        }
        return found;
    }

    private boolean isWhole(long slice, byte[] buffer) throws IOException {
        int length = geometry.cipherLength(slice);
        ByteBuffer target = ByteBuffer.wrap(buffer, 0, length);
        return cipher.read(target, geometry.cipherOffset(slice)) == length
                && pages.check(slice, buffer, length) == Check.OK;
    }
}
