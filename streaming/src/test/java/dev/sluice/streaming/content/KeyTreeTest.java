package dev.sluice.streaming.content;

import static dev.sluice.streaming.content.CipherSuite.AES_256_GCM;
import static dev.sluice.streaming.content.Samples.SEED;
import static dev.sluice.streaming.content.Samples.SLICE;
import static dev.sluice.streaming.content.Samples.geometry;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.streaming.text.Bytes;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** I8: a range's seeds give the keys of that range and of nothing else. */
final class KeyTreeTest {
    @Test
    void everyRangeOfASmallWorkYieldsExactlyItsKeys() {
        for (int slices = 1; slices <= 17; slices++)
            for (int first = 0; first < slices; first++)
                for (int count = 1; count <= slices - first; count++)
                    assertExactly(geometry((long) slices * SLICE), first, count);
    }

    @Test
    void randomRangesOfLargeWorksYieldExactlyTheirKeysAtTheirEdges() {
        SeededTrials.run(
                300,
                random -> {
                    Geometry geometry =
                            geometry(1 + random.nextLong(1L << (17 + random.nextInt(27))));
                    long first = random.nextLong(geometry.slices());
                    long count = 1 + random.nextLong(geometry.slices() - first);
                    assertEdges(geometry, first, count);
                });
    }

    private static void assertExactly(Geometry geometry, long first, long count) {
        KeyTree tree = new KeyTree(SEED, geometry, AES_256_GCM);
        KeyRing ring = ring(geometry, tree.seedsFor(first, count));
        for (long slice = 0; slice < geometry.slices(); slice++) {
            boolean inside = slice >= first && slice < first + count;
            assertEquals(inside, ring.covers(slice));
            if (inside) assertArrayEquals(tree.keyFor(slice), ring.keyFor(slice));
        }
        assertBound(geometry, ring.seeds());
    }

    private static void assertEdges(Geometry geometry, long first, long count) {
        KeyTree tree = new KeyTree(SEED, geometry, AES_256_GCM);
        List<KeySeed> seeds = tree.seedsFor(first, count);
        KeyRing ring = ring(geometry, seeds);
        assertArrayEquals(tree.keyFor(first), ring.keyFor(first));
        assertArrayEquals(tree.keyFor(first + count - 1), ring.keyFor(first + count - 1));
        assertFalse(ring.covers(first - 1));
        assertFalse(ring.covers(first + count));
        assertEquals(first, seeds.getFirst().first());
        for (int i = 1; i < seeds.size(); i++)
            assertEquals(seeds.get(i - 1).end(), seeds.get(i).first());
        assertBound(geometry, seeds.size());
    }

    private static void assertBound(Geometry geometry, int seeds) {
        assertTrue(seeds <= Math.max(1, 2 * KeyTree.depth(geometry)), "seeds: " + seeds);
    }

    private static KeyRing ring(Geometry geometry, List<KeySeed> seeds) {
        KeyRing ring = new KeyRing(geometry, AES_256_GCM);
        seeds.forEach(seed -> assertTrue(ring.add(seed)));
        return ring;
    }

    @Test
    void aWholeWorkIsOneSeed() {
        for (int slices : new int[] {1, 2, 3, 5, 256, 257})
            assertEquals(1, tree(slices).seedsFor(0, slices).size());
    }

    @Test
    void anAlignedWindowIsOneSeed() {
        KeyTree tree = tree(100);
        for (int level = 0; level < 6; level++) {
            List<KeySeed> seeds = tree.seedsFor(1L << level, 1L << level);
            assertEquals(1, seeds.size());
            assertEquals(level, seeds.getFirst().level());
        }
    }

    @Test
    void noTwoSlicesCutsSuitesOrRootsShareAKey() {
        Set<Bytes> keys = new HashSet<>();
        for (int slices = 250; slices <= 260; slices++)
            for (long slice = 0; slice < slices; slice++)
                assertTrue(keys.add(Bytes.of(tree(slices).keyFor(slice))));
        Geometry cut = geometry(250L * SLICE);
        Geometry coarser = new Geometry(250L * SLICE, 2 * SLICE);
        RootSeed other = RootSeed.of(Samples.filled(32, 2));
        assertTrue(keys.add(Bytes.of(new KeyTree(SEED, coarser, AES_256_GCM).keyFor(0))));
        assertTrue(
                keys.add(
                        Bytes.of(new KeyTree(SEED, cut, CipherSuite.CHACHA20_POLY1305).keyFor(0))));
        assertTrue(keys.add(Bytes.of(new KeyTree(other, cut, AES_256_GCM).keyFor(0))));
    }

    @Test
    void theRingKeepsTheOutermostSeedsAndDropsWrongOnes() {
        KeyTree tree = tree(8);
        KeyRing ring = ring(geometry(8L * SLICE), tree.seedsFor(2, 1));
        assertTrue(ring.add(tree.seedsFor(0, 4).getFirst()));
        assertFalse(ring.add(tree.seedsFor(3, 1).getFirst()));
        assertEquals(1, ring.seeds());
        assertTrue(ring.drop(1));
        assertFalse(ring.drop(1));
        assertFalse(ring.covers(2));
        assertThrows(IllegalArgumentException.class, () -> ring.keyFor(2));
    }

    @Test
    void theRingRefusesNodesThatTheWorkDoesNotHave() {
        KeyRing ring = new KeyRing(geometry(5L * SLICE), AES_256_GCM);
        byte[] seed = new byte[32];
        for (KeySeed foreign :
                List.of(KeySeed.of(4, 0, seed), KeySeed.of(0, 5, seed), KeySeed.of(1, 3, seed)))
            assertThrows(IllegalArgumentException.class, () -> ring.add(foreign));
        assertThrows(IllegalArgumentException.class, () -> KeySeed.of(-1, 0, seed));
        assertThrows(IllegalArgumentException.class, () -> KeySeed.of(63, 0, seed));
        assertThrows(IllegalArgumentException.class, () -> KeySeed.of(0, -1, seed));
        assertThrows(IllegalArgumentException.class, () -> KeySeed.of(0, Long.MAX_VALUE, seed));
        assertThrows(IllegalArgumentException.class, () -> KeySeed.of(0, 0, new byte[31]));
    }

    @Test
    void refusesRangesOutsideOfTheWork() {
        for (long[] range : new long[][] {{0, 0}, {-1, 1}, {0, 6}, {5, 1}, {1, Long.MAX_VALUE}})
            assertThrows(
                    IllegalArgumentException.class, () -> tree(5).seedsFor(range[0], range[1]));
    }

    @Test
    void secretsDoNotPrint() {
        assertEquals("RootSeed[redacted]", SEED.toString());
        assertTrue(tree(5).toString().contains("redacted"));
        assertEquals(
                "KeySeed[level=0, index=1, redacted]",
                tree(5).seedsFor(1, 1).getFirst().toString());
    }

    private static KeyTree tree(long slices) {
        return new KeyTree(SEED, geometry(slices * SLICE), AES_256_GCM);
    }
}
