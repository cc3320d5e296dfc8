package dev.sluice.streaming.content;

import dev.sluice.streaming.text.Base32;
import dev.sluice.streaming.text.Bytes;
import dev.sluice.streaming.text.Printable;

/**
 * The identity of a work: a CIDv1 with the raw codec over the SHA-256 of its {@link ContentCore}.
 * Text is multibase base32, 59 characters that begin with {@code bafkrei}.
 *
 * <pre>  | version 0x01 | codec raw 0x55 | sha2-256 0x12 | length 0x20 | digest 32 |</pre>
 */
public record ContentId(Bytes value) implements Comparable<ContentId> {
    public static final int DIGEST_BYTES = 32;

    private static final Bytes PREFIX = Bytes.of(new byte[] {0x01, 0x55, 0x12, 0x20});
    private static final int TEXT_LENGTH = 59;
    private static final char MULTIBASE = 'b';

    public ContentId {
        value.requireLength(DIGEST_BYTES, "content digest");
    }

    public static ContentId of(byte[] digest) {
        return new ContentId(Bytes.of(digest));
    }

    /** Throws {@link IllegalArgumentException}, saying what is wrong, for any other text. */
    public static ContentId parse(String text) {
        if (text.length() != TEXT_LENGTH || text.charAt(0) != MULTIBASE)
            throw new IllegalArgumentException(
                    "a content id has 59 characters and begins with 'b', got "
                            + Printable.escape(text, TEXT_LENGTH + 1));
        byte[] cid = Base32.decode(text.substring(1));
        if (!PREFIX.matches(cid, 0))
            throw new IllegalArgumentException(
                    "a content id is a CIDv1, raw, sha2-256 (bafkrei…), got " + text);
        byte[] digest = new byte[DIGEST_BYTES];
        System.arraycopy(cid, PREFIX.length(), digest, 0, DIGEST_BYTES);
        return of(digest);
    }

    public byte[] digest() {
        return value.toArray();
    }

    @Override
    public int compareTo(ContentId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        byte[] cid = new byte[PREFIX.length() + DIGEST_BYTES];
        PREFIX.copyTo(cid, 0);
        value.copyTo(cid, PREFIX.length());
        return MULTIBASE + Base32.encode(cid);
    }
}
