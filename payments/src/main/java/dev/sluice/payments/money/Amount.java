package dev.sluice.payments.money;

import java.math.BigInteger;
import java.nio.ByteBuffer;

/**
 * An amount of money: an unsigned 128-bit count of base units (wei, or a token's smallest unit).
 *
 * <p>All arithmetic is exact; a result outside 0..2^128-1 is an {@link ArithmeticException}. Two
 * longs instead of a {@link BigInteger}, so that a comparison on the hot path allocates nothing.
 *
 * @param high the upper 64 bits, unsigned
 * @param low the lower 64 bits, unsigned
 */
public record Amount(long high, long low) implements Comparable<Amount> {
    public static final Amount ZERO = new Amount(0, 0);
    public static final int BYTES = 16;

    public static Amount of(long baseUnits) {
        if (baseUnits < 0) throw new IllegalArgumentException("negative amount " + baseUnits);
        return new Amount(0, baseUnits);
    }

    public static Amount of(BigInteger baseUnits) {
        if (baseUnits.signum() < 0 || baseUnits.bitLength() > 128)
            throw new IllegalArgumentException("amount outside 0..2^128-1: " + baseUnits);
        return new Amount(baseUnits.shiftRight(64).longValue(), baseUnits.longValue());
    }

    /** Reads decimal base units, as {@link #toString} writes them. */
    public static Amount parse(String decimal) {
        return of(new BigInteger(decimal));
    }

    /** Reads sixteen big-endian bytes. */
    public static Amount fromBytes(byte[] bytes) {
        if (bytes.length != BYTES)
            throw new IllegalArgumentException("an amount has 16 bytes, got " + bytes.length);
        ByteBuffer in = ByteBuffer.wrap(bytes);
        return new Amount(in.getLong(), in.getLong());
    }

    public byte[] toBytes() {
        byte[] out = new byte[BYTES];
        copyTo(out, 0);
        return out;
    }

    /** Writes sixteen big-endian bytes and allocates nothing. */
    public void copyTo(byte[] target, int offset) {
        BigEndian.put(target, offset, high);
        BigEndian.put(target, offset + 8, low);
    }

    public Amount plus(Amount other) {
        long sumLow = low + other.low;
        long carry = Long.compareUnsigned(sumLow, low) < 0 ? 1 : 0;
        long sumHigh = high + other.high;
        boolean overflow = Long.compareUnsigned(sumHigh, high) < 0 || (carry == 1 && sumHigh == -1);
        if (overflow) throw new ArithmeticException("amount overflow: " + this + " + " + other);
        return new Amount(sumHigh + carry, sumLow);
    }

    public Amount plus(long baseUnits) {
        return plus(of(baseUnits));
    }

    public Amount minus(Amount other) {
        if (compareTo(other) < 0)
            throw new ArithmeticException("amount below zero: " + this + " - " + other);
        long borrow = Long.compareUnsigned(low, other.low) < 0 ? 1 : 0;
        return new Amount(high - other.high - borrow, low - other.low);
    }

    /** This minus {@code other}, or zero when {@code other} is larger. */
    public Amount minusOrZero(Amount other) {
        return compareTo(other) <= 0 ? ZERO : minus(other);
    }

    public Amount times(long factor) {
        if (factor < 0) throw new IllegalArgumentException("negative factor " + factor);
        BigInteger product = toBigInteger().multiply(BigInteger.valueOf(factor));
        if (product.bitLength() > 128)
            throw new ArithmeticException("amount overflow: " + this + " * " + factor);
        return of(product);
    }

    public boolean isZero() {
        return (high | low) == 0;
    }

    /** The amount as a long, or {@link Long#MAX_VALUE} when it is larger. */
    public long toLongSaturated() {
        return high != 0 || low < 0 ? Long.MAX_VALUE : low;
    }

    public BigInteger toBigInteger() {
        return new BigInteger(1, toBytes());
    }

    public static Amount max(Amount a, Amount b) {
        return a.compareTo(b) >= 0 ? a : b;
    }

    public static Amount min(Amount a, Amount b) {
        return a.compareTo(b) <= 0 ? a : b;
    }

    @Override
    public int compareTo(Amount other) {
        int upper = Long.compareUnsigned(high, other.high);
        return upper != 0 ? upper : Long.compareUnsigned(low, other.low);
    }

    /** Decimal base units. */
    @Override
    public String toString() {
        return high == 0 ? Long.toUnsignedString(low) : toBigInteger().toString();
    }
}
