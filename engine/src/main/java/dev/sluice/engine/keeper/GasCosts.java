package dev.sluice.engine.keeper;

import dev.sluice.payments.money.Amount;
import java.math.BigInteger;

/**
 * What claims cost.
 *
 * @param base gas of a transaction whatever it claims
 * @param row gas of each row in it
 */
public record GasCosts(long base, long row) {
    private static final BigInteger WEI = TokenPolicy.COIN.toBigInteger();
    private static final BigInteger MOST = BigInteger.ONE.shiftLeft(128).subtract(BigInteger.ONE);

    /** As measured: 52,000 for a claim alone, 19,300 for one of a hundred. */
    public static final GasCosts MEASURED = new GasCosts(33_000, 19_000);

    public GasCosts {
        if (base < 0 || row < 1 || base > 100_000_000L || row > 100_000_000L)
            throw new IllegalArgumentException(
                    "gas " + base + " + " + row + " a row is outside 0..100,000,000");
    }

    public long gas(int rows) {
        return Math.addExact(base, Math.multiplyExact(row, (long) rows));
    }

    /** What {@code gas} costs in a token, rounded up; the largest amount when it is more. */
    static Amount price(long gas, long weiPerGas, TokenPolicy token) {
        BigInteger wei = BigInteger.valueOf(gas).multiply(BigInteger.valueOf(weiPerGas));
        BigInteger exact = wei.multiply(token.perCoin().toBigInteger());
        BigInteger up = exact.add(WEI.subtract(BigInteger.ONE)).divide(WEI);
        return Amount.of(up.min(MOST));
    }
}
