package dev.sluice.streaming.text;

/**
 * The identity of a node: the SHA-256 of its certificate's SubjectPublicKeyInfo, 32 bytes. Written
 * as 52 characters of lower-case base32.
 */
public record PeerId(Bytes value) implements Comparable<PeerId> {
    public static final int BYTES = 32;

    public PeerId {
        value.requireLength(BYTES, "peer id");
    }

    public static PeerId of(byte[] bytes) {
        return new PeerId(Bytes.of(bytes));
    }

    /** Throws {@link IllegalArgumentException} when the text is not a peer id. */
    public static PeerId parse(String text) {
        int length = Base32.encodedLength(BYTES);
        if (text.length() != length)
            throw new IllegalArgumentException(
                    "a peer id has " + length + " characters, got " + text.length());
        return of(Base32.decode(text));
    }

    public byte[] toBytes() {
        return value.toArray();
    }

    @Override
    public int compareTo(PeerId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return Base32.encode(value.toArray());
    }
}
