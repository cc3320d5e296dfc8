package dev.sluice.payments.rules;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.payments.Allocation;
import dev.sluice.payments.Samples;
import dev.sluice.payments.SeededTrials;
import dev.sluice.payments.money.Amount;
import dev.sluice.payments.terms.Terms;
import java.math.BigInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

final class PaymentWindowTest {
    private static long window(long paid, long unit, long cap) {
        return PaymentWindow.windowBaseUnits(Amount.of(paid), unit, cap);
    }

    /** T13 */
    @Test
    void aFreshKeyGetsOneSlice_T13() {
        assertEquals(100, window(0, 100, 800));
        assertEquals(100, window(199, 100, 800));
        assertEquals(100, window(200, 100, 800));
        assertEquals(101, window(202, 100, 800));
    }

    @Test
    void theWindowGrowsWithHalfOfWhatWasPaidUpToTheCap_I2_I3() {
        assertEquals(799, window(1_599, 100, 800));
        assertEquals(800, window(1_600, 100, 800));
        assertEquals(800, window(1_602, 100, 800));
        assertEquals(800, window(Long.MAX_VALUE, 100, 800));
    }

    @Test
    void aSliceLargerThanTheCapIsStillOneSlice() {
        assertEquals(900, window(0, 900, 800));
        assertEquals(900, window(1_000_000, 900, 800));
    }

    @Test
    void itIsTheClampOfBigIntegerForEveryAmount() {
        SeededTrials.run(
                5_000,
                random -> {
                    Amount paid = Samples.anyAmount(random);
                    long unit = SeededTrials.positive(random);
                    long cap = SeededTrials.positive(random);
                    BigInteger expected =
                            paid.toBigInteger()
                                    .shiftRight(1)
                                    .max(BigInteger.valueOf(unit))
                                    .min(BigInteger.valueOf(Math.max(unit, cap)));
                    long actual = PaymentWindow.windowBaseUnits(paid, unit, cap);
                    assertEquals(expected.longValueExact(), actual);
                });
    }

    @Test
    void itNeverShrinksWithWhatWasPaid() {
        SeededTrials.run(
                1_000,
                random -> {
                    long unit = SeededTrials.positive(random);
                    long cap = SeededTrials.positive(random);
                    Amount less = Samples.anyAmount(random);
                    Amount more = Amount.max(less, Samples.anyAmount(random));
                    assertTrue(
                            PaymentWindow.windowBaseUnits(less, unit, cap)
                                    <= PaymentWindow.windowBaseUnits(more, unit, cap));
                });
    }

    /** One unit less and the next slice would not be served; one more is paid for nothing (I3). */
    @Test
    void theLeastThatOpensTheWindowIsExact_I2_I3() {
        SeededTrials.run(
                5_000,
                random -> {
                    long unit = 1 + random.nextLong(200);
                    long cap = 1 + random.nextLong(2_000);
                    Amount given = Amount.of(random.nextLong(10_000));
                    Amount least = PaymentWindow.leastPaid(given, unit, cap);
                    assertTrue(isOpen(least, unit, cap, given));
                    if (least.isZero()) return;
                    assertFalse(isOpen(least.minus(Amount.of(1)), unit, cap, given));
                });
    }

    private static boolean isOpen(Amount paid, long unit, long cap, Amount given) {
        long window = PaymentWindow.windowBaseUnits(paid, unit, cap);
        return paid.plus(window).compareTo(given) >= 0;
    }

    @Test
    void seederAndCreatorHaveTheWindowOfTheirOwnShare() {
        Terms terms = new Terms(1_000_000, 2_500);
        PaymentWindow window = PaymentWindow.DEFAULT;
        Amount much = Amount.of(1L << 40);
        assertEquals(31_250, window.creditBaseUnits(Amount.ZERO, terms, 1 << 17));
        assertEquals(93_750, window.advanceBaseUnits(Amount.ZERO, terms, 1 << 17));
        assertEquals(250_000, window.creditBaseUnits(much, terms, 1 << 17));
        assertEquals(750_000, window.advanceBaseUnits(much, terms, 1 << 17));
    }

    @Test
    void bothSidesComputeItWithoutAllocating() {
        Terms terms = new Terms(1_000_000, 2_500);
        Amount paid = Amount.of(400_000);
        AtomicLong sum = new AtomicLong();
        Runnable code =
                () -> sum.addAndGet(PaymentWindow.DEFAULT.creditBaseUnits(paid, terms, 1 << 17));
        assertEquals(0, Allocation.bytesPerRun(code));
    }

    @Test
    void impossibleWindowsAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> new PaymentWindow(0));
        assertThrows(IllegalArgumentException.class, () -> window(0, -1, 5));
    }
}
