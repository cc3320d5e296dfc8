package dev.sluice.bench.micro;

import dev.sluice.streaming.content.CipherSuite;
import dev.sluice.streaming.content.Geometry;
import dev.sluice.streaming.content.KeyRing;
import dev.sluice.streaming.content.KeySeed;
import dev.sluice.streaming.content.KeyTree;
import dev.sluice.streaming.content.RootSeed;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** Keys of a work of 16,384 slices: a range's seeds, and one slice's key from a bought seed. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class KeyBenchmark {
    private static final int SLICES = 1 << 14;
    private static final Geometry GEOMETRY = new Geometry((long) SLICES << 18, 1 << 18);
    private static final CipherSuite SUITE = CipherSuite.AES_256_GCM;

    private final KeyTree tree = new KeyTree(RootSeed.of(new byte[32]), GEOMETRY, SUITE);
    private final KeyRing ring = new KeyRing(GEOMETRY, SUITE);
    private final byte[] key = new byte[32];
    private int next;

    public KeyBenchmark() {
        for (KeySeed seed : tree.seedsFor(0, SLICES)) ring.add(seed);
    }

    @Benchmark
    public List<KeySeed> seedsForARange() {
        next = next + 61 & (SLICES >> 1) - 1;
        return tree.seedsFor(next, 100);
    }

    @Benchmark
    public byte[] sliceKey() {
        next = next + 61 & SLICES - 1;
        ring.keyFor(next, key, 0);
        return key;
    }
}
