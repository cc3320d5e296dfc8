package dev.sluice.streaming.content;

import dev.sluice.streaming.hash.Hasher;
import dev.sluice.streaming.hash.Sha256;
import dev.sluice.streaming.text.Bytes;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * What never changes about a work: its cut, its suites, the root of its hash tree and its creator.
 * The {@link ContentId} is the digest of this, so the bytes, their order and the person behind them
 * cannot be swapped. The creator's key is bound so that nobody can re-issue a work under their own
 * name and price: that would be another id.
 *
 * <pre>
 *    0  "sluice/content"   14
 *   14  version u8          1
 *   15  cipher suite u8     1
 *   16  hash suite u8       1
 *   17  content bytes u64   8
 *   25  slice bytes u32     4
 *   29  root               32
 *   61  creator            32   Ed25519 public key
 *   93
 * </pre>
 */
public record ContentCore(
        Geometry geometry, CipherSuite cipher, HashSuite hash, Bytes root, Bytes creator) {
    /** Version of the content format. */
    public static final int VERSION = 1;

    private static final byte[] DOMAIN = "sluice/content".getBytes(StandardCharsets.US_ASCII);
    private static final int BYTES = 93;

    public ContentCore {
        root.requireLength(Hasher.BYTES, "root");
        creator.requireLength(CreatorKey.PUBLIC_BYTES, "creator key");
    }

    public ContentId id() {
        return ContentId.of(new Sha256().update(canonical()).digest());
    }

    /** The canonical bytes drawn above. */
    byte[] canonical() {
        return ByteBuffer.allocate(BYTES)
                .put(DOMAIN)
                .put((byte) VERSION)
                .put((byte) cipher.id())
                .put((byte) hash.id())
                .putLong(geometry.contentBytes())
                .putInt(geometry.sliceBytes())
                .put(root.toArray())
                .put(creator.toArray())
                .array();
    }
}
