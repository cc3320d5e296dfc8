package dev.sluice.streaming.grant;

import dev.sluice.streaming.text.Base32;
import dev.sluice.streaming.text.Bytes;
import java.security.SecureRandom;

/** The number of a grant or a delegation: 16 random bytes, written as 26 characters of base32. */
public record Serial(Bytes value) implements Comparable<Serial> {
    public static final int BYTES = 16;

    private static final int LENGTH = (BYTES * 8 + 4) / 5;

    public Serial {
        value.requireLength(BYTES, "serial");
    }

    public static Serial of(byte[] bytes) {
        return new Serial(Bytes.of(bytes));
    }

    public static Serial random(SecureRandom random) {
        byte[] bytes = new byte[BYTES];
        random.nextBytes(bytes);
        return of(bytes);
    }

    /** Throws {@link IllegalArgumentException} when the text is not a serial. */
    public static Serial parse(String text) {
        if (text.length() != LENGTH)
            throw new IllegalArgumentException(
                    "a serial has " + LENGTH + " characters, got " + text.length());
        return of(Base32.decode(text));
    }

    public byte[] toBytes() {
        return value.toArray();
    }

    @Override
    public int compareTo(Serial other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return Base32.encode(value.toArray());
    }
}
