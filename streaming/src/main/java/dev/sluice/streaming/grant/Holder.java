package dev.sluice.streaming.grant;

import dev.sluice.streaming.text.Base32;
import dev.sluice.streaming.text.Bytes;
import dev.sluice.streaming.text.Printable;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;

/**
 * Whom a grant is for, in public: what seals to it (X25519) and what verifies it (Ed25519).
 *
 * <p>As text {@code holder} and 109 characters of base32, the last of which check the others, so
 * that a mistyped one is refused and nothing is sealed to nobody.
 *
 * <pre>  | sealing key 32 | signing key 32 | first 4 bytes of their SHA-256 |</pre>
 */
public record Holder(Bytes sealing, Bytes signing) {
    public static final int KEY_BYTES = 32;

    private static final String PREFIX = "holder";
    private static final int BODY = 2 * KEY_BYTES;
    private static final int CHECK = 4;
    private static final int LENGTH = PREFIX.length() + ((BODY + CHECK) * 8 + 4) / 5;

    public Holder {
        sealing.requireLength(KEY_BYTES, "holder's sealing key");
        signing.requireLength(KEY_BYTES, "holder's signing key");
    }

    /** Throws {@link IllegalArgumentException}, saying what is wrong, for any other text. */
    public static Holder parse(String text) {
        if (!text.startsWith(PREFIX))
            throw new IllegalArgumentException(
                    "a holder begins with " + PREFIX + ", got " + Printable.escape(text, 16));
        if (text.length() != LENGTH)
            throw new IllegalArgumentException(
                    "a holder has " + LENGTH + " characters, got " + text.length());
        byte[] bytes = Base32.decode(text.substring(PREFIX.length()));
        byte[] body = Arrays.copyOf(bytes, BODY);
        if (!Arrays.equals(check(body), Arrays.copyOfRange(bytes, BODY, bytes.length)))
            throw new IllegalArgumentException("a character of the holder is mistyped");
        return of(body);
    }

    static Holder of(byte[] body) {
        return new Holder(
                Bytes.of(Arrays.copyOf(body, KEY_BYTES)),
                Bytes.of(Arrays.copyOfRange(body, KEY_BYTES, BODY)));
    }

    /** Both keys, 64 bytes. */
    public byte[] toBytes() {
        return ByteBuffer.allocate(BODY).put(sealing.toArray()).put(signing.toArray()).array();
    }

    private static byte[] check(byte[] body) {
        try {
            return Arrays.copyOf(MessageDigest.getInstance("SHA-256").digest(body), CHECK);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java has no SHA-256", e);
        }
    }

    @Override
    public String toString() {
        byte[] body = toBytes();
        return PREFIX
                + Base32.encode(
                        ByteBuffer.allocate(BODY + CHECK).put(body).put(check(body)).array());
    }
}
