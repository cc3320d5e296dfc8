package dev.sluice.engine.sim.checker;

import java.math.BigInteger;

/**
 * What each slice of the world's one work costs and how far credit goes, counted from the promises'
 * own words, in base units.
 */
public final class Prices {
    private static final int MIB = 1 << 20;
    private static final BigInteger BPS = BigInteger.valueOf(10_000);

    private final long[] fees;
    private final long[] shares;
    private final long unitFee;
    private final long unitShare;
    private final long feeOfMost;
    private final long shareOfMost;

    public Prices(
            long perMib, int seederBps, long contentBytes, int sliceBytes, long durationMillis) {
        int slices = (int) ((contentBytes + sliceBytes - 1) / sliceBytes);
        fees = new long[slices];
        shares = new long[slices];
        for (int i = 0; i < slices; i++) {
            long bytes = Math.min(sliceBytes, contentBytes - (long) i * sliceBytes);
            fees[i] = fee(bytes, perMib, seederBps);
            shares[i] = price(bytes, perMib) - fees[i];
        }
        unitFee = fee(sliceBytes, perMib, seederBps);
        unitShare = price(sliceBytes, perMib) - unitFee;
        long most = windowBytes(contentBytes, durationMillis);
        feeOfMost = fee(most, perMib, seederBps);
        shareOfMost = price(most, perMib) - feeOfMost;
    }

    /** One second of play, or a 64th of the work when that is less or nobody knows. */
    private static long windowBytes(long contentBytes, long durationMillis) {
        long most = Math.min(8 * MIB, Math.max(MIB, contentBytes / 64));
        if (durationMillis == 0) return most;
        long second = (contentBytes * 1_000 + durationMillis - 1) / durationMillis;
        return Math.max(1, Math.min(most, second));
    }

    private static long price(long bytes, long perMib) {
        BigInteger[] parts =
                BigInteger.valueOf(bytes)
                        .multiply(BigInteger.valueOf(perMib))
                        .divideAndRemainder(BigInteger.valueOf(MIB));
        return parts[0].longValueExact() + (parts[1].signum() > 0 ? 1 : 0);
    }

    private static long fee(long bytes, long perMib, int bps) {
        BigInteger price = BigInteger.valueOf(price(bytes, perMib));
        return price.multiply(BigInteger.valueOf(bps)).divide(BPS).longValueExact();
    }

    long value(boolean keys, long index) {
        return keys ? shares[(int) index] : fees[(int) index];
    }

    /**
     * One slice at the start, then half of what was paid, up to a second of play or a 64th of the
     * work.
     */
    long window(boolean keys, long paid) {
        long unit = keys ? unitShare : unitFee;
        long most = Math.max(unit, keys ? shareOfMost : feeOfMost);
        return Math.min(most, Math.max(unit, paid / 2));
    }

    /** The least that is paid when the window then reaches as far as {@code given}. */
    long leastPaid(long given) {
        long low = 0;
        long high = given;
        while (low < high) {
            long middle = (low + high) >>> 1;
            if (middle + window(false, middle) >= given) high = middle;
            else low = middle + 1;
        }
        return low;
    }
}
