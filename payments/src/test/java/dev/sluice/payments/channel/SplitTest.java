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

    /** The rule as the contract's library states it, in BigInteger. */
    private static List<Amount> oracle(Split split, Amount amount) {
        List<Amount> parts = new ArrayList<>();
        BigInteger rest = amount.toBigInteger();
        long left = 10_000;
        for (Share share : split.shares()) {
            BigInteger points = BigInteger.valueOf(share.basisPoints());
            BigInteger part = BigInteger.ZERO;
            if (points.signum() > 0) part = rest.multiply(points).divide(BigInteger.valueOf(left));
            parts.add(Amount.of(part));
            rest = rest.subtract(part);
            left -= share.basisPoints();
        }
        return parts;
    }

    @Test
    void sharesSumToTheAmount_I4_T7() {
        SeededTrials.run(
                2_000,
                random -> {
                    Split split = Samples.anySplit(random);
                    Amount amount = Samples.anyAmount(random);
                    assertEquals(amount, sum(split.of(amount)));
                    assertEquals(oracle(split, amount), split.of(amount));
                });
    }

    /** Small rises on purpose: that is where floors step up together. */
    @Test
    void howOftenItIsClaimedChangesNobodysTotal_I4_T7() {
        SeededTrials.run(
                1_000,
                random -> {
                    Split split = Samples.anySplit(random);
                    Amount before = Amount.of(SeededTrials.positive(random) >>> 14);
                    List<Amount> paid = split.of(before);
                    for (int step = 0; step < 20; step++) {
                        Amount after = before.plus(random.nextLong(5));
                        paid = plus(paid, split.delta(before, after));
                        assertEquals(split.of(after), paid);
                        before = after;
                    }
                });
    }

    private static List<Amount> plus(List<Amount> a, List<Amount> b) {
        List<Amount> sums = new ArrayList<>();
        for (int i = 0; i < a.size(); i++) sums.add(a.get(i).plus(b.get(i)));
        return sums;
    }

    /** Nobody's part is more than a few base units away from its basis points. */
    @Test
    void everyPartIsWithinAUnitPerRecipientOfItsShare_T7() {
        SeededTrials.run(
                1_000,
                random -> {
                    Split split = Samples.anySplit(random);
                    Amount amount = Samples.anyAmount(random);
                    List<Amount> parts = split.of(amount);
                    for (int i = 0; i < parts.size(); i++) {
                        long bps = split.shares().get(i).basisPoints();
                        BigInteger exact = amount.toBigInteger().multiply(BigInteger.valueOf(bps));
                        BigInteger error =
                                parts.get(i)
                                        .toBigInteger()
                                        .subtract(exact.divide(BigInteger.valueOf(10_000)));
                        assertTrue(error.abs().compareTo(BigInteger.valueOf(16)) <= 0);
                    }
                });
    }

    /**
     * T7, T8: with floors of the whole amount the last part would fall here, and a claim bounce.
     */
    @Test
    void aRiseOfOneUnitIsPaidWhereNaiveFloorsWouldTakeFromTheLast_T8() {
        List<Amount> thirds = split(3_333, 3_333, 3_334).delta(Amount.of(9_999), Amount.of(10_000));
        assertEquals(List.of(Amount.of(1), Amount.ZERO, Amount.ZERO), thirds);
        Split lastGetsNothing = split(5_000, 5_000, 0);
        assertEquals(
                List.of(Amount.of(1), Amount.ZERO, Amount.ZERO),
                lastGetsNothing.delta(Amount.of(1), Amount.of(2)));
        assertEquals(
                List.of(Amount.ZERO, Amount.of(1), Amount.ZERO), lastGetsNothing.of(Amount.of(1)));
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
