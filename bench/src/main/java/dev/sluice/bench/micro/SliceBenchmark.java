package dev.sluice.bench.micro;

import dev.sluice.streaming.content.Check;
import dev.sluice.streaming.content.CipherSuite;
import dev.sluice.streaming.content.Geometry;
import dev.sluice.streaming.content.HashPages;
import dev.sluice.streaming.content.HashSuite;
import dev.sluice.streaming.content.HashTree;
import dev.sluice.streaming.content.HashTreeBuilder;
import dev.sluice.streaming.content.PageId;
import dev.sluice.streaming.content.SliceCipher;
import dev.sluice.streaming.text.Bytes;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** What a consumer does with a slice of 256 KiB: verify it against the root, decrypt it. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class SliceBenchmark {
    private static final int SLICES = 256;
    private static final Geometry GEOMETRY = new Geometry((long) SLICES << 18, 1 << 18);

    private final HashTree tree = new HashTree(GEOMETRY);
    private final SliceCipher cipher = new SliceCipher(GEOMETRY, CipherSuite.AES_256_GCM);
    private final byte[] key = new byte[SliceCipher.KEY_BYTES];
    private final byte[] plain = new byte[GEOMETRY.sliceBytes()];
    private final byte[] sealed = new byte[GEOMETRY.cipherLength(0)];
    private final Map<PageId, byte[]> made = new LinkedHashMap<>();
    private final Bytes root;
    private final HashPages pages;

    /**
     * All slices are the last one's ciphertext, which is the one that is opened. The cipher is warm
     * as in a node: a call has a whole slice, so that by itself it would be compiled as a loop, not
     * as the processor's AES, and stay that slow for hundreds of slices.
     */
    public SliceBenchmark() {
        SliceCipher.warmUp(CipherSuite.AES_256_GCM);
        HashTreeBuilder builder = new HashTreeBuilder(tree, HashSuite.SHA_256, made::put);
        cipher.seal(key, SLICES - 1, plain, 0, plain.length, sealed, 0);
        for (int i = 0; i < SLICES; i++) builder.append(sealed, 0, sealed.length, key);
        root = builder.root();
        pages = new HashPages(tree, HashSuite.SHA_256, root);
        addPages(pages);
        if (verify() != Check.OK || !open()) throw new IllegalStateException("does not open");
    }

    private HashPages addPages(HashPages to) {
        for (PageId page : tree.pathTo(SLICES - 1)) to.add(page, page(page));
        return to;
    }

    private byte[] page(PageId id) {
        byte[] bytes = made.get(id);
        if (bytes == null) throw new IllegalStateException("no page " + id);
        return bytes;
    }

    /** Of 256 slices; a work of more has full pages of that many. */
    @Benchmark
    public HashPages hashPage() {
        return addPages(new HashPages(tree, HashSuite.SHA_256, root));
    }

    @Benchmark
    public Check verify() {
        return pages.verifySlice(SLICES - 1, sealed, 0, sealed.length);
    }

    @Benchmark
    public boolean open() {
        return cipher.open(key, SLICES - 1, sealed, 0, sealed.length, plain, 0);
    }
}
