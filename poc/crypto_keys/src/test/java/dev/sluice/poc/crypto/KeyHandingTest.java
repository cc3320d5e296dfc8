package dev.sluice.poc.crypto;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.streaming.content.CipherSuite;
import dev.sluice.streaming.content.KeyRing;
import dev.sluice.streaming.content.KeyTree;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Both ways give the keys of a range, those and no others (I8). */
final class KeyHandingTest {
    @Test
    void theSeedsOfARangeGiveItsKeysAndNoOthers() {
        KeyTree tree = KeyHanding.tree();
        for (var range : KeyHanding.RANGES) {
            KeyRing ring = new KeyRing(KeyHanding.WORK, CipherSuite.AES_256_GCM);
            tree.seedsFor(range.first(), range.count()).forEach(ring::add);
            long end = range.first() + range.count();
            assertFalse(ring.covers(range.first() - 1), range.name());
            assertFalse(ring.covers(end), range.name());
            for (long slice : new long[] {range.first(), end - 1})
                assertArrayEquals(tree.keyFor(slice), ring.keyFor(slice), range.name());
        }
    }

    @Test
    void aRangeTakesAtMostTwoSeedsForEachLevel() {
        int depth = KeyTree.depth(KeyHanding.WORK);
        for (var range : KeyHanding.RANGES)
            assertTrue(
                    KeyHanding.tree().seedsFor(range.first(), range.count()).size() <= 2 * depth,
                    range.name());
    }

    @Test
    void sliceKeysAreAllDifferentAndDoNotDependOnTheRangeTheyAreBoughtIn() throws Exception {
        SliceKeys keys = KeyHanding.sliceKeys();
        byte[] range = keys.keysFor(777, 64);
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < 64; i++) {
            byte[] key = SliceKeys.keyOf(range, i);
            assertArrayEquals(keys.keysFor(777 + i, 1), key);
            seen.add(HexFormat.of().formatHex(key));
        }
        assertEquals(64, seen.size());
    }
}
