package dev.sluice.payments.channel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.payments.Samples;
import dev.sluice.payments.SeededTrials;
import dev.sluice.payments.money.Address;
import dev.sluice.payments.money.Amount;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

final class SplitTest {
    private static Amount sum(List<Amount> parts) {
        return parts.stream().reduce(Amount.ZERO, Amount::plus);
    }

    private static Split split(int... basisPoints) {
        Share[] shares = new Share[basisPoints.length];
        for (int i = 0; i < shares.length; i++)
            shares[i] = new Share(Samples.address(i + 1), basisPoints[i]);
        return new Split(List.of(shares));
    }

    @Test
    void sharesSumToTheAmount_I4_T7() {
        SeededTrials.run(
                2_000,
                random -> {
                    Split split = Samples.anySplit(random);
                    Amount amount = Samples.anyAmount(random);
                    List<Amount> parts = split.of(amount);
                    assertEquals(amount, sum(parts));
                    for (int i = 0; i < parts.size() - 1; i++) {
                        long bps = split.shares().get(i).basisPoints();
                        BigInteger product =
                                amount.toBigInteger().multiply(BigInteger.valueOf(bps));
                        BigInteger floor = product.divide(BigInteger.valueOf(10_000));
                        assertEquals(floor, parts.get(i).toBigInteger());
                    }
                });
    }

    @Test
    void whatIsPaidStepByStepSumsToTheRise_I4_T7() {
        SeededTrials.run(
                1_000,
                random -> {
                    Split split = Samples.anySplit(random);
                    Amount before = Amount.of(random.nextLong(1L << 50));
                    for (int step = 0; step < 8; step++) {
                        Amount after = before.plus(SeededTrials.positive(random) >>> 14);
                        assertEquals(after.minus(before), sum(split.delta(before, after)));
                        before = after;
                    }
                });
    }

    /** T7: a rise that is large against the number of recipients pays the exact difference. */
    @Test
    void aRiseIsPaidAsTheDifferenceOfCumulativeShares_T7() {
        Split split = split(3_333, 3_333, 3_334);
        SeededTrials.run(
                1_000,
                random -> {
                    Amount before = Amount.of(random.nextLong(1L << 60));
                    Amount after = before.plus(10 + random.nextLong(1L << 60));
                    List<Amount> old = split.of(before);
                    List<Amount> now = split.of(after);
                    List<Amount> paid = split.delta(before, after);
                    for (int i = 0; i < 3; i++)
                        assertEquals(now.get(i), old.get(i).plus(paid.get(i)));
                });
    }

    /** T7, T8: two floors step up at 10,000, by more than the one unit that there is to share. */
    @Test
    void aRiseOfOneUnitIsPaidEvenWhereTwoFloorsStepUp_T8() {
        List<Amount> paid = split(3_333, 3_333, 3_334).delta(Amount.of(9_999), Amount.of(10_000));
        assertEquals(List.of(Amount.of(1), Amount.ZERO, Amount.ZERO), paid);
        List<Amount> lastGetsNothing = split(5_000, 5_000, 0).delta(Amount.of(1), Amount.of(100));
        assertEquals(List.of(Amount.of(50), Amount.of(49), Amount.ZERO), lastGetsNothing);
    }

    @Test
    void anAmountThatDoesNotRisePaysNothingAndAFallIsRefused_I6() {
        Split split = split(10_000);
        assertEquals(List.of(Amount.ZERO), split.delta(Amount.of(3), Amount.of(3)));
        assertThrows(IllegalArgumentException.class, () -> split.delta(Amount.of(3), Amount.of(2)));
    }

    @Test
    void sharesMustSumToTheWhole() {
        assertThrows(IllegalArgumentException.class, () -> split(4_999, 5_000));
        assertThrows(IllegalArgumentException.class, () -> split(5_001, 5_000));
        assertEquals(2, split(5_000, 5_000).shares().size());
        assertThrows(IllegalArgumentException.class, () -> new Share(Samples.PAYEE, 10_001));
        assertThrows(IllegalArgumentException.class, () -> new Share(Samples.PAYEE, -1));
    }

    @Test
    void aSplitHasOneToSixteenRecipients() {
        Share all = new Share(Samples.PAYEE, 625);
        assertEquals(16, new Split(Collections.nCopies(16, all)).shares().size());
        Share less = new Share(Samples.PAYEE, 0);
        List<Share> seventeen = new ArrayList<>(Collections.nCopies(16, all));
        seventeen.add(less);
        assertThrows(IllegalArgumentException.class, () -> new Split(seventeen));
        assertThrows(IllegalArgumentException.class, () -> new Split(List.of()));
    }

    @Test
    void theZeroAddressIsNoRecipient() {
        assertThrows(
                IllegalArgumentException.class,
                () -> new Split(List.of(new Share(Address.ZERO, 10_000))));
        assertTrue(split(10_000).hash().compareTo(split(0, 10_000).hash()) != 0);
    }
}
