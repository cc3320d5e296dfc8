package dev.sluice.engine.vectors;

import dev.sluice.streaming.content.CipherSuite;
import dev.sluice.streaming.content.ContentCore;
import dev.sluice.streaming.content.Geometry;
import dev.sluice.streaming.content.HashSuite;
import dev.sluice.streaming.content.HashTree;
import dev.sluice.streaming.content.HashTreeBuilder;
import dev.sluice.streaming.content.KeySeed;
import dev.sluice.streaming.content.KeyTree;
import dev.sluice.streaming.content.PageId;
import dev.sluice.streaming.content.RootSeed;
import dev.sluice.streaming.content.SliceCipher;
import dev.sluice.streaming.text.Bytes;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Keys, ciphertext and hashes of works whose every byte follows from where it stands. */
final class ContentVectors {
    private static final HexFormat HEX = HexFormat.of();
    private static final int SLICE = 64 << 10;
    private static final long MANY = 256L * SLICE + 1;

    private ContentVectors() {}

    static Map<String, Object> keys() {
        return cases(
                List.of(
                        keys(1, new Geometry(1, SLICE), 1),
                        keys(1, new Geometry(5L * SLICE, SLICE), 1),
                        keys(2, new Geometry(5L * SLICE, SLICE), 2),
                        keys(1, new Geometry(MANY, SLICE), 1),
                        keys(255, new Geometry((1L << 33) + 1, 1 << 20), 1)));
    }

    private static Map<String, Object> keys(int seed, Geometry cut, int suite) {
        KeyTree tree = new KeyTree(root(seed), cut, CipherSuite.of(suite));
        Map<String, Object> out = work(seed, cut, suite);
        long last = cut.slices() - 1;
        List<String> slices = new ArrayList<>();
        List<String> keys = new ArrayList<>();
        for (long slice : new long[] {0, last / 2, last}) {
            slices.add(Long.toString(slice));
            keys.add(HEX.formatHex(tree.keyFor(slice)));
        }
        out.put("slices", slices);
        out.put("keys", keys);
        List<Object> ranges = new ArrayList<>();
        ranges.add(range(tree, 0, last + 1));
        ranges.add(range(tree, last, 1));
        if (last > 0) ranges.add(range(tree, 1, last));
        if (last > 2) ranges.add(range(tree, 1, last - 1));
        out.put("ranges", ranges);
        return out;
    }

    private static Map<String, Object> range(KeyTree tree, long first, long count) {
        Map<String, Object> out = new LinkedHashMap<>();
        out.put("first", Long.toString(first));
        out.put("count", Long.toString(count));
        out.put("seeds", tree.seedsFor(first, count).stream().map(ContentVectors::text).toList());
        return out;
    }

    static String text(KeySeed seed) {
        return seed.level() + "/" + seed.index() + "/" + HEX.formatHex(seed.bytes().toArray());
    }

    static Map<String, Object> slices() {
        return cases(
                List.of(
                        slice(1, new Geometry(1, SLICE), 1, 0),
                        slice(1, new Geometry(SLICE + 33L, SLICE), 1, 1),
                        slice(1, new Geometry(SLICE + 33L, SLICE), 2, 1),
                        slice(3, new Geometry((1L << 40) + 16, 1 << 20), 1, 1 << 20)));
    }

    private static Map<String, Object> slice(int seed, Geometry cut, int suite, long index) {
        CipherSuite cipher = CipherSuite.of(suite);
        byte[] key = new KeyTree(root(seed), cut, cipher).keyFor(index);
        byte[] plain = plain(cut, index);
        Map<String, Object> out = work(seed, cut, suite);
        out.put("index", Long.toString(index));
        out.put("key", HEX.formatHex(key));
        out.put("plaintext", HEX.formatHex(plain));
        out.put("ciphertext", HEX.formatHex(sealed(new SliceCipher(cut, cipher), cut, index, key)));
        return out;
    }

    /** The byte at offset o of every work here: the exclusive or of o's eight bytes. */
    private static byte[] plain(Geometry cut, long index) {
        byte[] plain = new byte[cut.sliceLength(index)];
        for (int i = 0; i < plain.length; i++) {
            long offset = cut.plainOffset(index) + i;
            for (int shift = 0; shift < Long.SIZE; shift += Byte.SIZE)
                plain[i] ^= (byte) (offset >>> shift);
        }
        return plain;
    }

    private static byte[] sealed(SliceCipher cipher, Geometry cut, long index, byte[] key) {
        byte[] plain = plain(cut, index);
        byte[] out = new byte[cut.cipherLength(index)];
        cipher.seal(key, index, plain, 0, plain.length, out, 0);
        return out;
    }

    static Map<String, Object> trees() {
        return cases(
                List.of(
                        tree(1, new Geometry(1, SLICE), 1, HashSuite.SHA_256),
                        tree(1, new Geometry(3L * SLICE + 7, SLICE), 1, HashSuite.SHA_256),
                        tree(4, new Geometry(2L * (128 << 10), 128 << 10), 2, HashSuite.SHA_256),
                        tree(5, new Geometry(MANY, SLICE), 1, HashSuite.SHA_256),
                        tree(6, new Geometry(1, SLICE), 1, HashSuite.BLAKE3),
                        tree(6, new Geometry(MANY, SLICE), 1, HashSuite.BLAKE3)));
    }

    private static Map<String, Object> tree(int seed, Geometry cut, int suite, HashSuite hash) {
        CipherSuite cipher = CipherSuite.of(suite);
        KeyTree keys = new KeyTree(root(seed), cut, cipher);
        SliceCipher sealer = new SliceCipher(cut, cipher);
        Map<PageId, byte[]> pages = new LinkedHashMap<>();
        HashTreeBuilder builder = new HashTreeBuilder(new HashTree(cut), hash, pages::put);
        for (long i = 0; i < cut.slices(); i++) {
            byte[] key = keys.keyFor(i);
            byte[] sealed = sealed(sealer, cut, i, key);
            builder.append(sealed, 0, sealed.length, key);
        }
        Bytes creator = Bytes.of(filled(9));
        ContentCore core = new ContentCore(cut, cipher, hash, builder.root(), creator);
        Map<String, Object> out = work(seed, cut, suite);
        out.put("hashSuite", Integer.toString(hash.id()));
        out.put("creator", HEX.formatHex(creator.toArray()));
        out.put("pages", digests(pages));
        out.put("root", HEX.formatHex(builder.root().toArray()));
        out.put("contentId", core.id().toString());
        return out;
    }

    /** Level, index and the plain SHA-256 of each page, from the leaves up. */
    private static List<String> digests(Map<PageId, byte[]> pages) {
        Map<String, String> sorted = new TreeMap<>();
        pages.forEach(
                (id, page) ->
                        sorted.put(
                                id.level() + "/" + id.index(),
                                id.level() + "/" + id.index() + "/" + sha256(page)));
        return List.copyOf(sorted.values());
    }

    private static String sha256(byte[] bytes) {
        try {
            return HEX.formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    static Map<String, Object> cases(List<Map<String, Object>> cases) {
        return new LinkedHashMap<>(Map.of("cases", cases));
    }

    static Map<String, Object> work(int seed, Geometry cut, int suite) {
        Map<String, Object> out = new LinkedHashMap<>();
        out.put("rootSeed", HEX.formatHex(filled(seed)));
        out.put("contentBytes", Long.toString(cut.contentBytes()));
        out.put("sliceBytes", Integer.toString(cut.sliceBytes()));
        out.put("cipherSuite", Integer.toString(suite));
        return out;
    }

    private static RootSeed root(int fill) {
        return RootSeed.of(filled(fill));
    }

    static byte[] filled(int value) {
        byte[] bytes = new byte[32];
        Arrays.fill(bytes, (byte) value);
        return bytes;
    }
}
