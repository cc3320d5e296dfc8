package dev.sluice.payments.rules;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sluice.payments.Samples;
import dev.sluice.payments.SeededTrials;
import dev.sluice.payments.money.Amount;
import java.math.BigInteger;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

final class TallyTest {
    private static Tally tally(Amount amount) {
        Tally tally = new Tally();
        tally.set(amount);
        return tally;
    }

    /** Near the other amount as often as not, so that the bound itself is met. */
    private static Amount near(Amount amount, RandomGenerator random) {
        if (random.nextBoolean()) return Samples.anyAmount(random);
        BigInteger moved = amount.toBigInteger().add(BigInteger.valueOf(random.nextInt(9) - 4));
        return Amount.of(moved.max(BigInteger.ZERO).min(new Amount(-1, -1).toBigInteger()));
    }

    private static long part(RandomGenerator random) {
        return random.nextBoolean() ? random.nextInt(6) : SeededTrials.positive(random);
    }

    @Test
    void whatFitsIsWhatBigIntegerSays() {
        SeededTrials.run(
                20_000,
                random -> {
                    Amount limit = Samples.anyAmount(random);
                    Amount sum = near(limit, random);
                    long more = part(random);
                    long credit = part(random);
                    BigInteger wanted = sum.toBigInteger().add(BigInteger.valueOf(more));
                    BigInteger most = limit.toBigInteger().add(BigInteger.valueOf(credit));
                    boolean fits = wanted.compareTo(most) <= 0;
                    assertEquals(fits, tally(sum).fits(more, limit, credit));
                    if (!fits && wanted.bitLength() <= 128)
                        assertEquals(
                                wanted.subtract(most),
                                tally(sum).missing(more, limit, credit).toBigInteger());
                });
    }

    @Test
    void whatIsTakenOffIsWhatBigIntegerSays() {
        SeededTrials.run(
                20_000,
                random -> {
                    long part = part(random);
                    Amount sum = near(Amount.of(part), random);
                    Tally tally = tally(sum);
                    BigInteger left = sum.toBigInteger().subtract(BigInteger.valueOf(part));
                    assertEquals(left.signum() >= 0, tally.take(part));
                    assertEquals(
                            left.signum() >= 0 ? left : sum.toBigInteger(),
                            tally.get().toBigInteger());
                });
        Tally carry = tally(new Amount(1, 0));
        assertEquals(true, carry.take(1));
        assertEquals(new Amount(0, -1), carry.get());
    }

    @Test
    void theWidestPartsFitExactly() {
        long max = Long.MAX_VALUE;
        assertEquals(true, tally(Amount.ZERO).fits(max, Amount.of(max), 0));
        assertEquals(false, tally(Amount.of(1)).fits(max, Amount.of(max), 0));
        assertEquals(true, tally(Amount.of(max)).fits(0, Amount.ZERO, max));
        assertEquals(false, tally(Amount.of(max).plus(1)).fits(0, Amount.ZERO, max));
        assertEquals(true, tally(new Amount(1, 0)).fits(max, new Amount(1, 0), max));
        assertEquals(true, tally(new Amount(0, -1)).fits(1, new Amount(1, 0), 0));
        assertEquals(false, tally(new Amount(0, -1)).fits(2, new Amount(1, 0), 0));
    }

    @Test
    void partsAddUpAcrossTheMiddle() {
        SeededTrials.run(
                500,
                random -> {
                    Tally tally = tally(Amount.ZERO);
                    BigInteger sum = BigInteger.ZERO;
                    for (int i = 0; i < 20; i++) {
                        long part = SeededTrials.positive(random);
                        tally.add(part);
                        sum = sum.add(BigInteger.valueOf(part));
                    }
                    assertEquals(sum, tally.get().toBigInteger());
                });
    }
}
