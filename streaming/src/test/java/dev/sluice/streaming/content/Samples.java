package dev.sluice.streaming.content;

import dev.sluice.streaming.text.Bytes;
import dev.sluice.streaming.text.PeerAddress;
import dev.sluice.streaming.text.PeerId;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Values that tests share. */
public final class Samples {
    public static final int SLICE = 64 << 10;
    public static final CreatorKey CREATOR = CreatorKey.fromSeed(filled(32, 7));
    public static final RootSeed SEED = RootSeed.of(filled(32, 1));
    public static final PeerAddress PEER =
            new PeerAddress("127.0.0.1", 4001, PeerId.of(filled(32, 9)));

    private Samples() {}

    public static byte[] filled(int length, int value) {
        byte[] bytes = new byte[length];
        Arrays.fill(bytes, (byte) value);
        return bytes;
    }

    public static byte[] random(Random random, int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }

    public static Geometry geometry(long bytes) {
        return new Geometry(bytes, SLICE);
    }

    public static Terms terms() {
        return new Terms(
                1_000,
                2_500,
                Bytes.of(filled(20, 2)),
                List.of(new Share(Bytes.of(filled(20, 3)), 1_500)),
                Bytes.zeros(20),
                31_337,
                Bytes.of(filled(20, 4)));
    }

    public static Offer offer(long sequence) {
        return new Offer(
                "A title",
                "video/mp4",
                5_000,
                List.of(new HotRange(0, 1)),
                terms(),
                List.of(PEER),
                sequence);
    }

    public static ContentCore core(Geometry geometry, Bytes root) {
        return new ContentCore(
                geometry, CipherSuite.AES_256_GCM, HashSuite.SHA_256, root, CREATOR.publicKey());
    }

    public static Manifest manifest() {
        return new Manifest(core(geometry(5 * SLICE), Bytes.of(filled(32, 5))), offer(3));
    }
}
