package dev.sluice.engine.consumer;

import com.google.protobuf.ByteString;
import dev.sluice.engine.Samples;
import dev.sluice.streaming.content.CipherSuite;
import dev.sluice.streaming.content.CreatorKey;
import dev.sluice.streaming.content.HashSuite;
import dev.sluice.streaming.content.HashTree;
import dev.sluice.streaming.content.KeySeed;
import dev.sluice.streaming.content.KeyTree;
import dev.sluice.streaming.content.Manifest;
import dev.sluice.streaming.content.Offer;
import dev.sluice.streaming.content.PageId;
import dev.sluice.streaming.content.RootSeed;
import dev.sluice.streaming.content.Terms;
import dev.sluice.streaming.grant.Grant;
import dev.sluice.streaming.grant.HeldSeed;
import dev.sluice.streaming.grant.HolderKey;
import dev.sluice.streaming.grant.KeyReceipt;
import dev.sluice.streaming.proto.HashPage;
import dev.sluice.streaming.proto.KeyAnswer;
import dev.sluice.streaming.proto.Seed;
import dev.sluice.streaming.proto.SignedGrant;
import dev.sluice.streaming.proto.SliceHeader;
import dev.sluice.streaming.store.ContentSecrets;
import dev.sluice.streaming.store.FileSliceStore;
import dev.sluice.streaming.store.Publication;
import dev.sluice.streaming.store.Publisher;
import dev.sluice.streaming.store.StoredContent;
import dev.sluice.streaming.text.Bytes;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;

/** A published work, and the frames and key answers that an honest peer would send of it. */
public final class SmallWork {
    /** Two leaf pages and one above them; the last slice is short. */
    public static final int SLICES = 258;

    private static final RootSeed SEED = RootSeed.of(filled(1));

    final byte[] plain;
    private final StoredContent stored;

    public SmallWork(Path home) throws IOException {
        this(home, SLICES * Samples.SLICE - 1_000, 7);
    }

    /** Of so many full slices. */
    public static SmallWork of(Path home, int slices, int seed) throws IOException {
        return new SmallWork(home, slices * Samples.SLICE, seed);
    }

    private SmallWork(Path home, int bytes, int seed) throws IOException {
        plain = new byte[bytes];
        new Random(seed).nextBytes(plain);
        Offer offer = new Offer("A film", "video/mp4", 0, List.of(), Terms.FREE, List.of(), 1);
        Publication publication =
                new Publication(
                        offer,
                        SEED,
                        CreatorKey.fromSeed(filled(2)),
                        CipherSuite.AES_256_GCM,
                        HashSuite.SHA_256,
                        Samples.SLICE);
        stored =
                new Publisher(FileSliceStore.open(home), new ContentSecrets(home))
                        .publish(
                                new ByteArrayInputStream(plain),
                                plain.length,
                                publication,
                                (_, _) -> {});
    }

    private static byte[] filled(int value) {
        byte[] bytes = new byte[32];
        Arrays.fill(bytes, (byte) value);
        return bytes;
    }

    public Manifest manifest() {
        return stored.manifest();
    }

    public byte[] manifestBytes() {
        return stored.manifestBytes();
    }

    public byte[] cipher(long index) throws IOException {
        ByteBuffer target = ByteBuffer.allocate(stored.geometry().cipherLength(index));
        if (stored.read(index, target) != target.capacity())
            throw new AssertionError("slice " + index + " is not held");
        return target.array();
    }

    byte[] plainOf(long index) {
        int from = (int) index * Samples.SLICE;
        return Arrays.copyOfRange(plain, from, Math.min(plain.length, from + Samples.SLICE));
    }

    /** The hash pages from the top down to the slice. */
    public List<HashPage> pages(long index) throws IOException {
        List<PageId> path = new HashTree(stored.geometry()).pathTo(index);
        HashPage[] pages = new HashPage[path.size()];
        for (int i = 0; i < pages.length; i++)
            pages[i] = page(path.get(i), Objects.requireNonNull(stored.page(path.get(i))));
        return List.of(pages);
    }

    static HashPage page(PageId id, byte[] bytes) {
        return HashPage.newBuilder()
                .setLevel(id.level())
                .setIndex(id.index())
                .setBytes(ByteString.copyFrom(bytes))
                .build();
    }

    public byte[] frame(long index) throws IOException {
        return frame(index, List.of(), cipher(index));
    }

    public byte[] frameWithPages(long index) throws IOException {
        return frame(index, pages(index), cipher(index));
    }

    static byte[] frame(long index, List<HashPage> pages, byte[] cipher) {
        byte[] header =
                SliceHeader.newBuilder().setIndex(index).addAllPages(pages).build().toByteArray();
        return ByteBuffer.allocate(Integer.BYTES + header.length + cipher.length)
                .putInt(header.length)
                .put(header)
                .put(cipher)
                .array();
    }

    KeyAnswer keys(long first, long count) {
        return keys(first, count, SEED);
    }

    KeyAnswer wrongKeys(long first, long count) {
        return keys(first, count, RootSeed.of(filled(9)));
    }

    private KeyAnswer keys(long first, long count, RootSeed root) {
        KeyTree tree = new KeyTree(root, stored.geometry(), CipherSuite.AES_256_GCM);
        return receipt(first, count, tree.seedsFor(first, count));
    }

    /** The creator sells, and what it does wrong is kept. */
    KeyTrust trust() {
        return trust(List.of());
    }

    /** As the other, by whom some seeds are held already. */
    KeyTrust trust(List<HeldSeed> held) {
        return new KeyTrust(
                stored.manifest().core().creator(), Bytes.of(stored.manifestBytes()), null, held);
    }

    /** Seeds that come in a grant of the creator's. */
    List<HeldSeed> granted(long first, long count, List<KeySeed> seeds) {
        HolderKey holder = HolderKey.of(Arrays.copyOf(filled(3), HolderKey.BYTES));
        SignedGrant grant =
                Grant.of(stored.id(), first, count, seeds, holder.holder(), 1, new SecureRandom())
                        .sign(CreatorKey.fromSeed(filled(2)));
        return seeds.stream().map(seed -> new HeldSeed(seed, grant)).toList();
    }

    List<KeySeed> wrongSeeds(long first, long count) {
        return new KeyTree(RootSeed.of(filled(9)), stored.geometry(), CipherSuite.AES_256_GCM)
                .seedsFor(first, count);
    }

    List<KeySeed> seeds(long first, long count) {
        return new KeyTree(SEED, stored.geometry(), CipherSuite.AES_256_GCM).seedsFor(first, count);
    }

    /** Keys as the creator sells them: signed. */
    KeyAnswer receipt(long first, long count, List<KeySeed> seeds) {
        return new KeyReceipt(
                        stored.id(), first, count, seeds, KeyReceipt.NO_CHANNEL, KeyReceipt.NOTHING)
                .sign(CreatorKey.fromSeed(filled(2)));
    }

    static Seed seed(int level, long index, byte[] bytes) {
        return Seed.newBuilder()
                .setLevel(level)
                .setIndex(index)
                .setBytes(ByteString.copyFrom(bytes))
                .build();
    }
}
