package dev.sluice.payments.terms;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.payments.Allocation;
import dev.sluice.payments.SeededTrials;
import java.math.BigInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

final class TermsTest {
    private static final int MIB = 1 << 20;
    private static final BigInteger MAX = BigInteger.valueOf(Long.MAX_VALUE);

    @Test
    void priceFeeAndShareAreThoseOfBigInteger() {
        SeededTrials.run(
                5_000,
                random -> {
                    Terms terms = new Terms(SeededTrials.positive(random), random.nextInt(10_001));
                    int length = random.nextInt(Integer.MAX_VALUE) >>> random.nextInt(31);
                    BigInteger price =
                            BigInteger.valueOf(length)
                                    .multiply(BigInteger.valueOf(terms.pricePerMibBaseUnits()))
                                    .add(BigInteger.valueOf(MIB - 1))
                                    .shiftRight(20);
                    if (price.compareTo(MAX) > 0) {
                        assertThrows(ArithmeticException.class, () -> terms.price(length));
                    } else {
                        long fee =
                                price.multiply(BigInteger.valueOf(terms.seederShareBps()))
                                        .divide(BigInteger.valueOf(10_000))
                                        .longValueExact();
                        assertEquals(price.longValueExact(), terms.price(length));
                        assertEquals(fee, terms.seederFee(length));
                        assertEquals(price.longValueExact() - fee, terms.creatorShare(length));
                    }
                });
    }

    @Test
    void thePriceIsRoundedUpAndTheFeeDown() {
        Terms terms = new Terms(10, 3_333);
        assertEquals(10, terms.price(MIB));
        assertEquals(11, terms.price(MIB + 1));
        assertEquals(10, terms.price(MIB - 1));
        assertEquals(1, terms.price(1));
        assertEquals(0, terms.price(0));
        assertEquals(3, terms.seederFee(MIB));
        assertEquals(7, terms.creatorShare(MIB));
    }

    @Test
    void theLargestPriceHoldsAndOneByteMoreIsAnOverflow() {
        Terms terms = new Terms(Long.MAX_VALUE, 10_000);
        assertEquals(Long.MAX_VALUE, terms.price(MIB));
        assertEquals(Long.MAX_VALUE, terms.seederFee(MIB));
        assertEquals(0, terms.creatorShare(MIB));
        assertThrows(ArithmeticException.class, () -> terms.price(MIB + 1));
        assertThrows(ArithmeticException.class, () -> terms.price(Integer.MAX_VALUE));
    }

    /** 2^64 - 1 is a multiple of 641 × 65,537: the product is all ones, so rounding up carries. */
    @Test
    void roundingCarriesPastSixtyFourBits() {
        int length = 641 * 65_537;
        Terms terms = new Terms(Long.divideUnsigned(-1, length), 0);
        assertEquals(-1, length * terms.pricePerMibBaseUnits());
        assertEquals(1L << 44, terms.price(length));
    }

    @Test
    void freeContentCostsNothing() {
        Terms free = new Terms(0, 5_000);
        assertTrue(free.isFree());
        assertEquals(0, free.price(Integer.MAX_VALUE));
        assertEquals(0, free.seederFee(MIB));
        assertFalse(new Terms(1, 0).isFree());
    }

    @Test
    void termsOutsideTheirBoundsDoNotExist() {
        assertEquals(10_000, new Terms(1, 10_000).seederShareBps());
        assertThrows(IllegalArgumentException.class, () -> new Terms(1, 10_001));
        assertThrows(IllegalArgumentException.class, () -> new Terms(1, -1));
        assertThrows(IllegalArgumentException.class, () -> new Terms(-1, 0));
        assertThrows(IllegalArgumentException.class, () -> new Terms(1, 0).price(-1));
    }

    @Test
    void aPriceAllocatesNothing() {
        Terms terms = new Terms(20_000_000_000_000_000L, 3_000);
        AtomicLong sum = new AtomicLong();
        Runnable price = () -> sum.addAndGet(terms.price(131_072) + terms.seederFee(77));
        assertEquals(0, Allocation.bytesPerRun(price));
    }
}
