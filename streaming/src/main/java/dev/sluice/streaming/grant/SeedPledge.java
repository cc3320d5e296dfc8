package dev.sluice.streaming.grant;

import dev.sluice.streaming.content.ContentId;
import dev.sluice.streaming.content.KeySeed;
import dev.sluice.streaming.text.Bytes;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * What a grant says in public of a seed that is sealed in it: its place, and a digest that gives
 * nothing of it away. A holder who shows the seed proves what the creator has signed for (T26).
 */
public record SeedPledge(int level, long index, Bytes digest) {
    private static final byte[] DOMAIN = "sluice/seed-pledge/1".getBytes(StandardCharsets.US_ASCII);

    public SeedPledge {
        digest.requireLength(32, "seed pledge");
        if (level < 0
                || level >= Integer.SIZE
                || index < 0
                || index > Long.MAX_VALUE >> (level + 1))
            throw new IllegalArgumentException("no seed " + index + " at level " + level);
    }

    static SeedPledge of(ContentId content, Serial serial, KeySeed seed) {
        ByteBuffer in =
                ByteBuffer.allocate(
                        DOMAIN.length
                                + ContentId.DIGEST_BYTES
                                + Serial.BYTES
                                + 1
                                + Long.BYTES
                                + KeySeed.BYTES);
        in.put(DOMAIN).put(content.digest()).put(serial.toBytes());
        in.put((byte) seed.level()).putLong(seed.index()).put(seed.bytes().toArray());
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(in.array());
            return new SeedPledge(seed.level(), seed.index(), Bytes.of(digest));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java has no SHA-256", e);
        }
    }

    /** The first slice under the seed. */
    long first() {
        return index << level;
    }

    /** One past the last. */
    long end() {
        return (index + 1) << level;
    }
}
