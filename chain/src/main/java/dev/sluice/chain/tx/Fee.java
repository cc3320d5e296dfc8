package dev.sluice.chain.tx;

import java.math.BigInteger;

/** What a transaction offers per unit of gas (EIP-1559), in wei. */
record Fee(BigInteger tipWei, BigInteger maxWei) {
    /** Twice the base fee, so that it survives six full blocks in a row, and the tip. */
    static Fee of(BigInteger baseFeeWei, BigInteger tipWei) {
        return new Fee(tipWei, baseFeeWei.shiftLeft(1).add(tipWei));
    }

    Fee capped(BigInteger capWei) {
        return new Fee(tipWei.min(capWei), maxWei.min(capWei));
    }

    /** Both parts an eighth and one wei higher, or {@code current} where that is more; capped. */
    Fee escalated(Fee current, BigInteger capWei) {
        BigInteger max = raised(maxWei).max(current.maxWei).min(capWei);
        return new Fee(raised(tipWei).max(current.tipWei).min(max), max);
    }

    /** Whether a node would take this in place of {@code other}: a tenth more of both. */
    boolean replaces(Fee other) {
        return tenthMore(tipWei, other.tipWei) && tenthMore(maxWei, other.maxWei);
    }

    private static BigInteger raised(BigInteger wei) {
        return wei.add(wei.shiftRight(3)).add(BigInteger.ONE);
    }

    private static boolean tenthMore(BigInteger wei, BigInteger than) {
        return wei.multiply(BigInteger.TEN).compareTo(than.multiply(BigInteger.valueOf(11))) >= 0;
    }
}
