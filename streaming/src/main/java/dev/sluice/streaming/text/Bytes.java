package dev.sluice.streaming.text;

import java.util.Arrays;
import java.util.HexFormat;

/**
 * An immutable run of bytes: a digest, a public key, an account address. Ordered as unsigned bytes,
 * so that a hash map of peer-chosen ones stays fast (T18). Never for secrets: it prints as hex.
 */
public final class Bytes implements Comparable<Bytes> {
    private final byte[] bytes;

    private Bytes(byte[] bytes) {
        this.bytes = bytes;
    }

    public static Bytes of(byte[] bytes) {
        return new Bytes(bytes.clone());
    }

    /** Copies, and throws {@link IllegalArgumentException} unless there are {@code length}. */
    public static Bytes of(byte[] bytes, int length) {
        return of(bytes).requireLength(length, "value");
    }

    public static Bytes parse(String hex) {
        return new Bytes(HexFormat.of().parseHex(hex.startsWith("0x") ? hex.substring(2) : hex));
    }

    public static Bytes zeros(int length) {
        return new Bytes(new byte[length]);
    }

    public Bytes requireLength(int length, String name) {
        if (bytes.length != length)
            throw new IllegalArgumentException(
                    name + " takes " + length + " bytes, got " + bytes.length);
        return this;
    }

    public int length() {
        return bytes.length;
    }

    public boolean isZero() {
        for (byte b : bytes) if (b != 0) return false;
        return true;
    }

    public byte[] toArray() {
        return bytes.clone();
    }

    public void copyTo(byte[] target, int offset) {
        System.arraycopy(bytes, 0, target, offset, bytes.length);
    }

    /** True when the bytes of {@code other} from {@code offset} on begin with these. */
    public boolean matches(byte[] other, int offset) {
        return Arrays.equals(bytes, 0, bytes.length, other, offset, offset + bytes.length);
    }

    @Override
    public int compareTo(Bytes other) {
        return Arrays.compareUnsigned(bytes, other.bytes);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Bytes that && Arrays.equals(bytes, that.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return "0x" + HexFormat.of().formatHex(bytes);
    }
}
