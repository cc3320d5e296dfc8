package dev.sluice.poc.crypto;

import dev.sluice.streaming.content.CipherSuite;
import dev.sluice.streaming.content.Geometry;
import dev.sluice.streaming.content.KeyRing;
import dev.sluice.streaming.content.KeySeed;
import dev.sluice.streaming.content.KeyTree;
import dev.sluice.streaming.content.RootSeed;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What it costs to hand out the keys of a range: seeds of the product's key tree against a key for
 * each slice. The work has 2 GiB in slices of 256 KiB.
 */
final class KeyHanding {
    static final Geometry WORK = new Geometry(2L << 30, 256 << 10);

    /** A seed as a grant carries it: level, index, 32 bytes. */
    static final int SEED_BYTES = 1 + Long.BYTES + KeySeed.BYTES;

    private static final byte[] ROOT = Samples.bytes(RootSeed.BYTES);

    private KeyHanding() {}

    /** A range that somebody buys. */
    record Range(String name, long first, int count) {}

    static final List<Range> RANGES =
            List.of(
                    new Range("one slice", 5, 1),
                    new Range("window of 4, anywhere", 1021, 4),
                    new Range("window of 64, anywhere", 777, 64),
                    new Range("window of 64, aligned", 1024, 64),
                    new Range("a quarter, anywhere", 3001, 2048),
                    new Range("all but the ends: the most seeds", 1, 8190),
                    new Range("the whole work", 0, 8192));

    static KeyTree tree() {
        return new KeyTree(RootSeed.of(ROOT), WORK, CipherSuite.AES_256_GCM);
    }

    static SliceKeys sliceKeys() throws GeneralSecurityException {
        return new SliceKeys(ROOT);
    }

    /** Bytes to the buyer, and time of both sides for the whole range. */
    static List<Map<String, Object>> costs(Rounds rounds) throws GeneralSecurityException {
        List<Map<String, Object>> rows = new ArrayList<>();
        KeyTree tree = tree();
        SliceKeys each = sliceKeys();
        for (Range range : RANGES) {
            List<KeySeed> seeds = tree.seedsFor(range.first(), range.count());
            rows.add(
                    Row.of("range", range.name())
                            .and("slices", range.count())
                            .and("seeds", seeds.size())
                            .and("bytes, tree", seeds.size() * SEED_BYTES)
                            .and("bytes, slice keys", range.count() * SliceKeys.BYTES)
                            .figure(
                                    "µs to issue, tree",
                                    rounds.micros(
                                            () ->
                                                    tree.seedsFor(range.first(), range.count())
                                                            .size()))
                            .figure(
                                    "µs to issue, slice keys",
                                    rounds.micros(
                                            () -> each.keysFor(range.first(), range.count())[0]))
                            .figure("µs to use all, tree", rounds.micros(() -> use(range, seeds)))
                            .columns());
        }
        return rows;
    }

    /** The buyer's work: the seeds into a ring, the keys out of it, one by one. */
    static int use(Range range, List<KeySeed> seeds) {
        KeyRing ring = new KeyRing(WORK, CipherSuite.AES_256_GCM);
        for (KeySeed seed : seeds) ring.add(seed);
        byte[] key = new byte[SliceKeys.BYTES];
        int sink = 0;
        for (int i = 0; i < range.count(); i++) {
            if (!ring.keyFor(range.first() + i, key, 0))
                throw new IllegalStateException("no seed for slice " + (range.first() + i));
            sink ^= key[0];
        }
        return sink;
    }
}
