package dev.sluice.chain.key;

/**
 * What one guess at a passphrase costs (RFC 7914); r is 8 always.
 *
 * @param n the cost in memory, a power of two; a guess takes n × 1 KiB
 * @param p how often the work is repeated
 */
public record ScryptCost(int n, int p) {
    /** 256 MiB and about a second for each guess: for every key that holds money. */
    public static final ScryptCost STANDARD = new ScryptCost(1 << 18, 1);

    /** For tests only: a guess costs nothing. */
    public static final ScryptCost TEST_ONLY = new ScryptCost(1 << 4, 1);

    static final int MAX_N = 1 << 20;
    static final int MAX_P = 16;

    public ScryptCost {
        if (n < 2 || n > MAX_N || Integer.bitCount(n) != 1)
            throw new IllegalArgumentException(
                    "scrypt n " + n + " is no power of two in 2.." + MAX_N);
        if (p < 1 || p > MAX_P)
            throw new IllegalArgumentException("scrypt p " + p + " outside 1.." + MAX_P);
    }
}
