package dev.sluice.streaming.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.zip.CRC32C;

/**
 * The bitmap on disk: blocks of one disk sector, each with its own number and checksum, rewritten
 * in place. A block torn by a crash, or put in the wrong place, is told from a whole one, and its
 * slices are then checked anew rather than believed (T22). Not thread-safe.
 *
 * <pre>
 *   block  | 63 words u64, slice 0 in the lowest bit of the first | block number u32 | CRC-32C u32 of all before |
 *            504 bytes, 4032 slices                                 4                  4
 *
 *   file   | blocks 0 to n-1: what is held and forced | blocks n to 2n-1: what was written, not there before the first write |
 * </pre>
 */
final class BitmapFile {
    static final int BLOCK_BYTES = 512;
    static final int BLOCK_SLICES = 4032;

    private static final int BLOCK_WORDS = BLOCK_SLICES / Long.SIZE;
    private static final int CHECKED_BYTES = BLOCK_BYTES - Integer.BYTES;

    private final DataFile file;
    private final int first;
    private final int blocks;
    private final ByteBuffer block = ByteBuffer.allocate(BLOCK_BYTES);

    private BitmapFile(DataFile file, int first, int blocks) {
        this.file = file;
        this.first = first;
        this.blocks = blocks;
    }

    /** What is held and forced. */
    BitmapFile(DataFile file, long slices) {
        this(file, 0, blocks(slices));
    }

    /** What was written and may not be forced: a hint, which a crash may leave wrong. */
    static BitmapFile written(DataFile file, long slices) {
        return new BitmapFile(file, blocks(slices), blocks(slices));
    }

    private static int blocks(long slices) {
        return (int) ((slices + BLOCK_SLICES - 1) / BLOCK_SLICES);
    }

    /** Writes every block, with the bits as they are; does not force. */
    void writeAll(Bitmap bits) throws IOException {
        for (int number = 0; number < blocks; number++) write(number, bits, new TreeSet<>());
    }

    /**
     * Writes the blocks of some slices, with their bits set beside those of the bitmap, and forces.
     */
    void add(Bitmap bits, SortedSet<Long> slices) throws IOException {
        SortedSet<Long> left = slices;
        while (!left.isEmpty()) {
            int number = (int) (left.first() / BLOCK_SLICES);
            long next = (number + 1L) * BLOCK_SLICES;
            write(number, bits, left.headSet(next));
            left = left.tailSet(next);
        }
        file.force();
    }

    /** Writes the block of a slice, with the bits as they are; does not force. */
    void write(Bitmap bits, long slice) throws IOException {
        write((int) (slice / BLOCK_SLICES), bits, new TreeSet<>());
    }

    /** Sets the bits of every whole block, and returns the numbers of the damaged ones. */
    List<Integer> load(Bitmap into) throws IOException {
        List<Integer> damaged = new ArrayList<>();
        for (int number = 0; number < blocks; number++)
            if (read(number)) set(number, into);
            else damaged.add(number);
        return damaged;
    }

    private void write(int number, Bitmap bits, SortedSet<Long> more) throws IOException {
        for (int word = 0; word < BLOCK_WORDS; word++)
            block.putLong(word * Long.BYTES, bits.word(number * BLOCK_WORDS + word));
        for (long slice : more) {
            int at = (Bitmap.wordOf(slice) - number * BLOCK_WORDS) * Long.BYTES;
            block.putLong(at, block.getLong(at) | Bitmap.bitOf(slice));
        }
        block.putInt(CHECKED_BYTES - Integer.BYTES, first + number);
        block.putInt(CHECKED_BYTES, checksum());
        file.write(block.clear(), (long) (first + number) * BLOCK_BYTES);
    }

    private boolean read(int number) throws IOException {
        int read = file.read(block.clear(), (long) (first + number) * BLOCK_BYTES);
        return read == BLOCK_BYTES
                && block.getInt(CHECKED_BYTES - Integer.BYTES) == first + number
                && block.getInt(CHECKED_BYTES) == checksum();
    }

    private void set(int number, Bitmap into) {
        long first = (long) number * BLOCK_SLICES;
        long end = Math.min(first + BLOCK_SLICES, into.slices());
        for (long slice = first; slice < end; slice++) {
            int at = (Bitmap.wordOf(slice) - number * BLOCK_WORDS) * Long.BYTES;
            if ((block.getLong(at) & Bitmap.bitOf(slice)) != 0) into.set(slice);
        }
    }

    private int checksum() {
        CRC32C crc = new CRC32C();
        crc.update(block.array(), 0, CHECKED_BYTES);
        return (int) crc.getValue();
    }
}
