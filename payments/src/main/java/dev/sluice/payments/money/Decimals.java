package dev.sluice.payments.money;

import java.math.BigDecimal;
import java.util.regex.Pattern;

/**
 * How a token's amounts are written for people: {@code 0.02} of a token with 18 decimals is 2·10^16
 * base units. Exact in both directions; no exponent, sign, grouping or rounding.
 *
 * @param digits the token's number of decimals (ERC-20 {@code decimals()})
 */
public record Decimals(int digits) {
    public static final Decimals ETHER = new Decimals(18);
    public static final int MAX_DIGITS = 38;

    private static final int MAX_TEXT = 80;
    private static final Pattern TEXT = Pattern.compile("[0-9]+(\\.[0-9]+)?");

    public Decimals {
        if (digits < 0 || digits > MAX_DIGITS)
            throw new IllegalArgumentException("decimals outside 0..38: " + digits);
    }

    /**
     * Reads a decimal amount.
     *
     * @throws IllegalArgumentException when it is no plain number, has more fraction digits than
     *     the token, or does not fit in 128 bits
     */
    public Amount parse(String text) {
        if (text.length() > MAX_TEXT || !TEXT.matcher(text).matches())
            throw new IllegalArgumentException("not a decimal amount: " + text);
        BigDecimal number = new BigDecimal(text);
        if (number.scale() > digits)
            throw new IllegalArgumentException(
                    number.scale() + " fraction digits, the token has " + digits + ": " + text);
        return Amount.of(number.movePointRight(digits).toBigIntegerExact());
    }

    /** Writes the amount without trailing zeros. */
    public String print(Amount amount) {
        BigDecimal number = new BigDecimal(amount.toBigInteger(), digits);
        return number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
    }
}
