package dev.sluice.payments.money;

import java.nio.ByteBuffer;
import java.util.HexFormat;

/**
 * Thirty-two bytes, big-endian: a hash, a salt. Ordered, so that a map of peer-chosen ones stays
 * fast.
 */
public record Bytes32(long a, long b, long c, long d) implements Comparable<Bytes32> {
    public static final Bytes32 ZERO = new Bytes32(0, 0, 0, 0);
    public static final int BYTES = 32;

    public static Bytes32 of(byte[] bytes) {
        if (bytes.length != BYTES)
            throw new IllegalArgumentException("expected 32 bytes, got " + bytes.length);
        ByteBuffer in = ByteBuffer.wrap(bytes);
        return new Bytes32(in.getLong(), in.getLong(), in.getLong(), in.getLong());
    }

    /** Reads 64 hex digits, with or without {@code 0x}. */
    public static Bytes32 parse(String hex) {
        return of(HexFormat.of().parseHex(hex.startsWith("0x") ? hex.substring(2) : hex));
    }

    public byte[] toBytes() {
        byte[] out = new byte[BYTES];
        copyTo(out, 0);
        return out;
    }

    public void copyTo(byte[] target, int offset) {
        BigEndian.put(target, offset, a);
        BigEndian.put(target, offset + 8, b);
        BigEndian.put(target, offset + 16, c);
        BigEndian.put(target, offset + 24, d);
    }

    @Override
    public int compareTo(Bytes32 other) {
        int order = Long.compareUnsigned(a, other.a);
        if (order == 0) order = Long.compareUnsigned(b, other.b);
        if (order == 0) order = Long.compareUnsigned(c, other.c);
        return order != 0 ? order : Long.compareUnsigned(d, other.d);
    }

    @Override
    public String toString() {
        return "0x" + HexFormat.of().formatHex(toBytes());
    }
}
