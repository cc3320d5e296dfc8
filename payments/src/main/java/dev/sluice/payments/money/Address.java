package dev.sluice.payments.money;

import java.util.Arrays;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * An Ethereum address: twenty bytes; the zero address also stands for the chain's own coin as a
 * token.
 */
public final class Address implements Comparable<Address> {
    public static final int BYTES = 20;
    public static final Address ZERO = new Address(new byte[BYTES]);

    private final byte[] bytes;

    private Address(byte[] bytes) {
        this.bytes = bytes;
    }

    public static Address of(byte[] bytes) {
        if (bytes.length != BYTES)
            throw new IllegalArgumentException("an address has 20 bytes, got " + bytes.length);
        return new Address(bytes.clone());
    }

    /**
     * Reads forty hex digits, with or without {@code 0x}, in any case. What a person typed is read
     * by {@code Eip55.parse}, which also checks the checksum.
     */
    public static Address parse(String hex) {
        return new Address(parseHex(hex));
    }

    private static byte[] parseHex(String hex) {
        String digits = hex.startsWith("0x") ? hex.substring(2) : hex;
        if (digits.length() != 2 * BYTES)
            throw new IllegalArgumentException("an address has 40 hex digits: " + hex);
        return HexFormat.of().parseHex(digits);
    }

    public byte[] toBytes() {
        return bytes.clone();
    }

    public void copyTo(byte[] target, int offset) {
        System.arraycopy(bytes, 0, target, offset, BYTES);
    }

    public boolean isZero() {
        return equals(ZERO);
    }

    @Override
    public int compareTo(Address other) {
        return Arrays.compareUnsigned(bytes, other.bytes);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Address address && Arrays.equals(bytes, address.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    /** Lower-case hex with {@code 0x}. */
    @Override
    public String toString() {
        return "0x" + HexFormat.of().formatHex(bytes);
    }
}
