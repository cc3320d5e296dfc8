package dev.sluice.streaming.content;

import static dev.sluice.streaming.content.Samples.SLICE;
import static dev.sluice.streaming.content.Samples.filled;
import static dev.sluice.streaming.content.Samples.geometry;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.streaming.hash.Hasher;
import dev.sluice.streaming.text.Bytes;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** I7, T11: nothing forged, moved or cut enters. */
final class HashTreeTest {
    private static final int FULL = SLICE + Geometry.TAG_BYTES;

    /** A tree over slices that are all zeros but for their number, under keys likewise. */
    private static final class Built {
        final HashSuite suite;
        final HashTree tree;
        final Map<PageId, byte[]> pages = new TreeMap<>();
        final Bytes root;

        Built(long bytes) {
            this(bytes, HashSuite.SHA_256);
        }

        Built(long bytes, HashSuite suite) {
            this.suite = suite;
            tree = new HashTree(geometry(bytes));
            HashTreeBuilder builder = new HashTreeBuilder(tree, suite, pages::put);
            for (long slice = 0; slice < tree.geometry().slices(); slice++)
                builder.append(cipher(slice), 0, tree.geometry().cipherLength(slice), key(slice));
            root = builder.root();
        }

        HashPages empty() {
            return new HashPages(tree, suite, root);
        }

        HashPages full() {
            HashPages held = empty();
            pages.forEach((id, bytes) -> assertEquals(AddResult.ADDED, held.add(id, bytes)));
            return held;
        }

        byte[] page(PageId id) {
            return java.util.Objects.requireNonNull(pages.get(id));
        }
    }

    private static byte[] cipher(long slice) {
        byte[] bytes = new byte[FULL];
        bytes[0] = (byte) slice;
        bytes[1] = (byte) (slice >> 8);
        return bytes;
    }

    private static byte[] key(long slice) {
        return filled(32, (int) slice);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, SLICE - 1, SLICE, SLICE + 1, 256L * SLICE, 256L * SLICE + 1})
    void everySliceAndKeyVerifiesAtItsPlaceAlone(long bytes) {
        Built built = new Built(bytes);
        HashPages held = built.full();
        Geometry geometry = built.tree.geometry();
        for (long slice = 0; slice < geometry.slices(); slice++) {
            int length = geometry.cipherLength(slice);
            assertEquals(Check.OK, held.verifySlice(slice, cipher(slice), 0, length));
            assertEquals(Check.OK, held.verifyKey(slice, key(slice)));
            assertEquals(Check.MISMATCH, held.verifySlice(slice, cipher(slice + 1), 0, length));
            assertEquals(Check.MISMATCH, held.verifySlice(slice, cipher(slice), 0, length - 1));
            assertEquals(Check.MISMATCH, held.verifyKey(slice, key(slice + 1)));
            assertEquals(Check.MISMATCH, held.verifyKey(slice, new byte[31]));
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 256, 257, 65_536, 65_537, 1L << 28})
    void thePagesFillTheirFileWithoutGapOrOverlap(long slices) {
        HashTree tree = new HashTree(geometry(slices * SLICE));
        long end = 0;
        for (int level = tree.levels() - 1; level >= 0; level--) {
            assertEquals(end, tree.pageOffset(new PageId(level, 0)));
            PageId last = new PageId(level, tree.pages(level) - 1);
            end = tree.pageOffset(last) + tree.pageBytes(last);
        }
        assertEquals(end, tree.totalBytes());
        assertEquals(1, tree.pages(tree.levels() - 1));
        assertEquals(tree.levels(), tree.pathTo(slices - 1).size());
        assertEquals(tree.top(), tree.pathTo(slices - 1).getFirst());
    }

    @Test
    void pagesEnterFromTheTopDownAndOnlyWhole() {
        Built built = new Built(257L * SLICE);
        HashPages held = built.empty();
        PageId leaf = new PageId(0, 1);
        assertEquals(List.of(built.tree.top(), leaf), held.missingFor(256));
        assertEquals(AddResult.PARENT_MISSING, held.add(leaf, built.page(leaf)));
        assertEquals(Check.PAGE_MISSING, held.verifySlice(256, cipher(256), 0, FULL));
        assertEquals(Check.PAGE_MISSING, held.verifyKey(256, key(256)));
        assertEquals(AddResult.ADDED, held.add(built.tree.top(), built.page(built.tree.top())));
        assertEquals(AddResult.WRONG_SIZE, held.add(leaf, new byte[65]));
        assertEquals(AddResult.WRONG_SIZE, held.add(leaf, new byte[0]));
        assertEquals(AddResult.ADDED, held.add(leaf, built.page(leaf)));
        assertEquals(AddResult.ALREADY_HELD, held.add(leaf, built.page(leaf)));
        assertEquals(List.of(), held.missingFor(256));
        for (PageId foreign :
                List.of(new PageId(2, 0), new PageId(0, 2), new PageId(-1, 0), new PageId(0, -1)))
            assertEquals(AddResult.NO_SUCH_PAGE, held.add(foreign, built.page(leaf)));
    }

    @Test
    void forgedAndSwappedPagesAreRefused() {
        Built built = new Built(600L * SLICE);
        SeededTrials.run(
                300,
                random -> {
                    HashPages held = built.empty();
                    for (PageId id : built.pages.keySet()) {
                        byte[] bad = built.page(id).clone();
                        bad[random.nextInt(bad.length)] ^= (byte) (1 << random.nextInt(8));
                        assertEquals(AddResult.MISMATCH, held.add(id, bad));
                        held.add(id, built.page(id));
                    }
                });
        HashPages held = built.empty();
        held.add(built.tree.top(), built.page(built.tree.top()));
        assertEquals(AddResult.MISMATCH, held.add(new PageId(0, 0), built.page(new PageId(0, 1))));
    }

    /** The whole of it: what each suite builds, the other refuses. */
    @ParameterizedTest
    @EnumSource(HashSuite.class)
    void slicesKeysAndPagesAreHashedByTheSuite(HashSuite suite) {
        Built built = new Built(257L * SLICE, suite);
        HashPages held = built.full();
        assertEquals(Check.OK, held.verifySlice(256, cipher(256), 0, FULL));
        assertEquals(Check.OK, held.verifyKey(256, key(256)));
        byte[] tampered = cipher(256);
        tampered[FULL - 1] ^= 1;
        assertEquals(Check.MISMATCH, held.verifySlice(256, tampered, 0, FULL));
        assertEquals(Check.MISMATCH, held.verifyKey(256, key(255)));
        Hasher plain = suite.hasher();
        byte[] entry = Arrays.copyOf(built.page(new PageId(0, 1)), Hasher.BYTES);
        assertArrayEquals(plain.update(cipher(256)).digest(), entry, "any tool can check a slice");
        for (HashSuite other : HashSuite.values()) {
            HashPages foreign = new HashPages(built.tree, other, built.root);
            AddResult expected = other == suite ? AddResult.ADDED : AddResult.MISMATCH;
            assertEquals(expected, foreign.add(built.tree.top(), built.page(built.tree.top())));
        }
    }

    @Test
    void aSuiteIsKnownByItsNumberAndItsLabelAlone() {
        for (HashSuite suite : HashSuite.values()) {
            assertEquals(suite, HashSuite.of(suite.id()));
            assertEquals(suite, HashSuite.labelled(suite.label()));
        }
        for (int id : new int[] {0, 3, 256 + 1, -1})
            assertThrows(IllegalArgumentException.class, () -> HashSuite.of(id));
        assertThrows(IllegalArgumentException.class, () -> HashSuite.labelled("SHA_256"));
    }

    @Test
    void swappingTwoSlicesChangesTheRoot() {
        HashTree tree = new HashTree(geometry(2L * SLICE));
        HashTreeBuilder builder = new HashTreeBuilder(tree, HashSuite.SHA_256, (id, page) -> {});
        builder.append(cipher(1), 0, FULL, key(0));
        builder.append(cipher(0), 0, FULL, key(1));
        assertNotEquals(new Built(2L * SLICE).root, builder.root());
    }

    @Test
    void aBoundedSetForgetsLeavesButNotTheWayToThem() {
        Built built = new Built(600L * SLICE);
        HashPages held = new HashPages(built.tree, HashSuite.SHA_256, built.root, 1);
        built.pages.forEach(held::add);
        assertEquals(List.of(new PageId(0, 0)), held.missingFor(0));
        assertEquals(List.of(), held.missingFor(599));
        assertEquals(AddResult.ADDED, held.add(new PageId(0, 0), built.page(new PageId(0, 0))));
        assertEquals(Check.OK, held.verifySlice(0, cipher(0), 0, FULL));
        assertEquals(Check.PAGE_MISSING, held.verifySlice(599, cipher(599), 0, FULL));
    }

    @Test
    void theBuilderTakesAllSlicesInOrderAndInFull() {
        HashTree tree = new HashTree(geometry(2L * SLICE));
        HashTreeBuilder builder = new HashTreeBuilder(tree, HashSuite.SHA_256, (id, page) -> {});
        builder.append(cipher(0), 0, FULL, key(0));
        assertThrows(IllegalStateException.class, builder::root);
        assertThrows(IllegalArgumentException.class, () -> builder.append(cipher(1), 0, 5, key(1)));
        builder.append(cipher(1), 0, FULL, key(1));
        assertThrows(
                IllegalArgumentException.class, () -> builder.append(cipher(2), 0, FULL, key(2)));
        assertTrue(!builder.root().isZero());
    }
}
