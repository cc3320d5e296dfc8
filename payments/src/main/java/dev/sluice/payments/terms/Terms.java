package dev.sluice.payments.terms;

/**
 * What content costs and what its seeder earns. All amounts are base units of the manifest's token.
 *
 * <pre>
 *   price(slice)   = ceil(length × price per MiB / MiB)
 *   seeder's fee   = floor(price × seeder's share / 10,000)
 *   creator's part = the rest
 * </pre>
 *
 * <p>Nothing here allocates. A price above 2^63-1 is an {@link ArithmeticException}.
 *
 * @param pricePerMibBaseUnits price of 2^20 bytes of plaintext; 0 is free content
 * @param seederShareBps the seeder's share in basis points, 0..10,000
 */
public record Terms(long pricePerMibBaseUnits, int seederShareBps) {
    public static final int MAX_SHARE_BPS = 10_000;

    private static final int MIB_BITS = 20;
    private static final long MIB_MASK = (1L << MIB_BITS) - 1;

    public Terms {
        if (pricePerMibBaseUnits < 0)
            throw new IllegalArgumentException("price per MiB " + pricePerMibBaseUnits);
        if (seederShareBps < 0 || seederShareBps > MAX_SHARE_BPS)
            throw new IllegalArgumentException("seeder share " + seederShareBps + " of 10000");
    }

    public boolean isFree() {
        return pricePerMibBaseUnits == 0;
    }

    /** The price of a slice with so many bytes of plaintext. */
    public long price(int plaintextBytes) {
        if (plaintextBytes < 0) throw new IllegalArgumentException("length " + plaintextBytes);
        long high = Math.multiplyHigh(plaintextBytes, pricePerMibBaseUnits);
        long low = plaintextBytes * pricePerMibBaseUnits;
        long rounded = low + MIB_MASK;
        if (Long.compareUnsigned(rounded, low) < 0) high++;
        if (high >>> (MIB_BITS - 1) != 0) throw overflow(plaintextBytes);
        return high << (Long.SIZE - MIB_BITS) | rounded >>> MIB_BITS;
    }

    /** The seeder's part of the price of such a slice. */
    public long seederFee(int plaintextBytes) {
        return feeOf(price(plaintextBytes));
    }

    /** The creator's part of the price of such a slice. */
    public long creatorShare(int plaintextBytes) {
        long price = price(plaintextBytes);
        return price - feeOf(price);
    }

    /** floor(price × share / 10,000), in two steps so that no product overflows. */
    private long feeOf(long price) {
        return price / MAX_SHARE_BPS * seederShareBps
                + price % MAX_SHARE_BPS * seederShareBps / MAX_SHARE_BPS;
    }

    private ArithmeticException overflow(int bytes) {
        return new ArithmeticException(
                "price above 2^63-1: " + bytes + " bytes at " + pricePerMibBaseUnits + " per MiB");
    }
}
