package dev.sluice.streaming.content;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import javax.crypto.AEADBadTagException;

/**
 * Encrypts and decrypts the slices of one content, between heap arrays, with associated data that
 * binds index, geometry and suite. Ciphertext is the plaintext and a 16-byte tag.
 *
 * <p>The nonce is twelve zero bytes, always. An AEAD needs (key, nonce) to be unique, not the nonce
 * (NIST SP 800-38D section 8, RFC 8439 section 4), and every slice has a key of its own that only
 * ever encrypts that slice. Encryption is thereby deterministic: a creator can rebuild the same
 * ciphertext from the root seed, and sealing a slice again yields the same bytes.
 *
 * <pre>
 *   associated data  | "sluice/slice/v1" 15 | suite u8 | content bytes u64 | slice bytes u32 | index u64 |
 * </pre>
 *
 * <p>Owned by one thread: it reuses its ciphers. A wrong length is a caller's mistake ({@link
 * IllegalArgumentException}); a tag that does not verify is an answer ({@code false}).
 */
public final class SliceCipher {
    public static final int KEY_BYTES = 32;

    private static final byte[] DOMAIN = "sluice/slice/v1".getBytes(StandardCharsets.US_ASCII);

    private final Geometry geometry;
    private final byte[] associated = new byte[DOMAIN.length + 1 + 2 * Long.BYTES + Integer.BYTES];
    private final Aead sealer;
    private final Aead opener;

    public SliceCipher(Geometry geometry, CipherSuite suite) {
        this.geometry = geometry;
        this.sealer = Aead.sealing(suite);
        this.opener = Aead.opening(suite);
        ByteBuffer.wrap(associated)
                .put(DOMAIN)
                .put((byte) suite.id())
                .putLong(geometry.contentBytes())
                .putInt(geometry.sliceBytes());
    }

    /** Encrypts one slice; {@code length} must be its plaintext length. Returns bytes written. */
    public int seal(
            byte[] key,
            long index,
            byte[] plain,
            int offset,
            int length,
            byte[] out,
            int outOffset) {
        checkLength(index, length, geometry.sliceLength(index));
        try {
            return sealer.run(key, associated(index), plain, offset, length, out, outOffset);
        } catch (AEADBadTagException e) {
            throw new IllegalStateException("encryption checks no tag", e);
        }
    }

    /**
     * Decrypts one slice; {@code length} must be its stored length. False when key, index, content
     * or bytes are not those that were sealed; the output is then not to be used (I7).
     */
    public boolean open(
            byte[] key,
            long index,
            byte[] cipher,
            int offset,
            int length,
            byte[] out,
            int outOffset) {
        checkLength(index, length, geometry.cipherLength(index));
        try {
            opener.run(key, associated(index), cipher, offset, length, out, outOffset);
            return true;
        } catch (AEADBadTagException e) {
            return false;
        }
    }

    /**
     * Exercises hash and cipher until the JIT has compiled them; a cold JVM decrypts at a hundredth
     * of the speed for seconds. Call once at start, before the first viewer waits.
     */
    public static void warmUp(CipherSuite suite) {
        WarmUp.run(suite);
    }

    private byte[] associated(long index) {
        ByteBuffer.wrap(associated).putLong(associated.length - Long.BYTES, index);
        return associated;
    }

    private static void checkLength(long index, int length, int expected) {
        if (length != expected)
            throw new IllegalArgumentException(
                    "slice " + index + " takes " + expected + " bytes, got " + length);
    }
}
