package dev.sluice.payments.rules;

import static dev.sluice.payments.rules.Verdicts.assertAccepted;
import static dev.sluice.payments.rules.Verdicts.assertRefused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.payments.Allocation;
import dev.sluice.payments.Samples;
import dev.sluice.payments.channel.ChannelId;
import dev.sluice.payments.channel.SignedVoucher;
import dev.sluice.payments.crypto.Signature;
import dev.sluice.payments.ledger.ChannelOnChain;
import dev.sluice.payments.money.Amount;
import org.junit.jupiter.api.Test;

final class PayeeChannelTest {
    private static final ChannelId ID = Samples.CHANNEL.id(Samples.DOMAIN);
    private static final long RESERVE = 10_000;
    private static final long STEP = 10;
    private static final Signature SIGNATURE = Samples.SIGNER.sign(new byte[32]);

    private final PayeeChannel channel =
            PayeeChannel.fresh(ID, Samples.CHANNEL, Amount.of(RESERVE), STEP);

    private void standing(long reserve, long exitAt) {
        Amount amount = Amount.of(reserve);
        channel.standing(new ChannelOnChain(amount, Amount.ZERO, exitAt), amount);
    }

    private Verdict offer(long cumulative) {
        return channel.offer(Amount.of(cumulative), SIGNATURE, true);
    }

    @Test
    void theHighestVoucherCounts_I6() {
        assertNull(channel.highest());
        assertAccepted(offer(100));
        assertAccepted(offer(200));
        assertRefused(Reason.LOWER_CUMULATIVE, 50, offer(150));
        assertEquals(new SignedVoucher(ID, Amount.of(200), SIGNATURE), channel.highest());
        assertEquals(Amount.of(200), channel.accepted());
    }

    @Test
    void theSameAmountIsARepeatWhateverItsSignature_T2() {
        offer(100);
        Signature other = Samples.key(9).sign(new byte[32]);
        assertEquals(Accepted.REPEAT, channel.offer(Amount.of(100), other, false));
        assertEquals(Accepted.REPEAT, channel.checkVoucher(ID, Amount.of(100)));
        assertEquals(new SignedVoucher(ID, Amount.of(100), SIGNATURE), channel.highest());
        standing(RESERVE, ChannelOnChain.CLOSED);
        assertEquals(Accepted.REPEAT, channel.checkVoucher(ID, Amount.of(100)));
    }

    @Test
    void aVoucherMustRiseByTheMinimumStep() {
        offer(100);
        assertRefused(Reason.STEP_TOO_SMALL, 1, offer(100 + STEP - 1));
        assertAccepted(offer(100 + STEP));
        assertAccepted(offer(100 + 2 * STEP + 1));
    }

    @Test
    void theFirstVoucherMustReachTheStepToo() {
        assertRefused(Reason.STEP_TOO_SMALL, 1, offer(STEP - 1));
        assertEquals(Accepted.REPEAT, offer(0));
        assertAccepted(offer(STEP));
    }

    @Test
    void aRequestNeedsNoLargerStepThanItsPayerPaysAtOnce_I9() {
        assertEquals(STEP, channel.leastStep(Amount.of(1), 0, 0, 0, STEP + 1));
        assertEquals(STEP - 1, channel.leastStep(Amount.of(1), 0, 0, 0, STEP - 1));
        assertEquals(1, channel.leastStep(Amount.of(1), 0, 0, 0, 0));
        assertAccepted(channel.checkVoucher(ID, Amount.of(STEP - 1), STEP - 1));
        assertRefused(
                Reason.STEP_TOO_SMALL, 1, channel.checkVoucher(ID, Amount.of(STEP - 2), STEP - 1));
        assertAccepted(channel.offer(Amount.of(STEP - 1), SIGNATURE, true, STEP - 1));
    }

    /** 100 are asked for, and 60 are given on credit. */
    @Test
    void whatAChargeWaitsForIsNeverTooSmall_I9() {
        assertEquals(STEP, channel.leastStep(Amount.of(39), 100, 60, 60, STEP), "of no use");
        assertEquals(1, channel.leastStep(Amount.of(40), 100, 60, 60, STEP));
        assertEquals(1, channel.leastStep(Amount.of(39), 100, 60, 61, STEP), "it opens one more");
        assertEquals(STEP, channel.leastStep(Amount.of(40), 100, 100, 100, STEP), "not needed");
    }

    @Test
    void aVoucherMayTakeTheWholeReserveAndNoUnitMore_I5() {
        assertAccepted(offer(RESERVE - STEP));
        assertRefused(Reason.ABOVE_RESERVE, 1, offer(RESERVE + 1));
        assertAccepted(offer(RESERVE));
    }

    @Test
    void aWrongSignatureChangesNothing_T2() {
        Verdict verdict = channel.offer(Amount.of(100), SIGNATURE, false);
        assertRefused(Reason.BAD_SIGNATURE, verdict);
        assertEquals(Amount.ZERO, channel.accepted());
        assertNull(channel.highest());
    }

    @Test
    void aVoucherOfAnotherChannelIsRefusedFirst_T1() {
        ChannelId other = ChannelId.of(new byte[32]);
        assertRefused(Reason.WRONG_CHANNEL, channel.checkVoucher(other, Amount.ZERO));
        assertAccepted(channel.checkVoucher(ID, Amount.of(STEP)));
        assertEquals(Amount.ZERO, channel.accepted());
    }

    @Test
    void bytesAreServedUpToPaidPlusTheWindow_I2() {
        offer(100);
        assertAccepted(channel.chargeOnCredit(149, 50));
        assertRefused(Reason.CREDIT_EXHAUSTED, 1, channel.chargeOnCredit(2, 50));
        assertAccepted(channel.chargeOnCredit(1, 50));
        assertRefused(Reason.CREDIT_EXHAUSTED, 1, channel.chargeOnCredit(1, 50));
        assertEquals(Amount.of(150), channel.served());
        offer(110);
        assertAccepted(channel.chargeOnCredit(10, 50));
    }

    @Test
    void aChargeThatIsTakenBackIsCreditAgain_I2() {
        assertAccepted(channel.chargeOnCredit(1_000, 1_000));
        assertRefused(Reason.CREDIT_EXHAUSTED, 1, channel.chargeOnCredit(1, 1_000));
        assertTrue(channel.takeBack(1_000));
        assertEquals(Amount.ZERO, channel.served());
        assertFalse(channel.takeBack(1), "nothing is charged any more");
        assertAccepted(channel.chargeOnCredit(999, 1_000));
        assertFalse(channel.takeBack(1_000), "one unit more than was charged");
        assertEquals(Amount.of(999), channel.served());
    }

    @Test
    void whatIsMissingIsExactlyWhatMakesTheSameRequestGood() {
        offer(100);
        Refused refused = assertRefused(Reason.CREDIT_EXHAUSTED, channel.chargeOnCredit(500, 50));
        assertAccepted(offer(100 + refused.missing().low()));
        assertAccepted(channel.chargeOnCredit(500, 50));
        assertRefused(Reason.CREDIT_EXHAUSTED, 1, channel.chargeOnCredit(1, 50));
    }

    @Test
    void aWindowThatShrankRefusesAndSaysHowMuchIsOwed() {
        channel.chargeOnCredit(50, 50);
        assertRefused(Reason.CREDIT_EXHAUSTED, 40, channel.chargeOnCredit(0, 10));
        assertRefused(Reason.CREDIT_EXHAUSTED, 41, channel.chargeOnCredit(1, 10));
        assertAccepted(channel.chargeOnCredit(0, 50));
    }

    @Test
    void keysAreSoldOnlyForWhatIsPaid_I8() {
        assertRefused(Reason.CREDIT_EXHAUSTED, 100, channel.chargeInAdvance(100));
        offer(100);
        assertRefused(Reason.CREDIT_EXHAUSTED, 1, channel.chargeInAdvance(101));
        assertAccepted(channel.chargeInAdvance(99));
        assertAccepted(channel.chargeInAdvance(1));
        assertRefused(Reason.CREDIT_EXHAUSTED, 1, channel.chargeInAdvance(1));
        assertAccepted(channel.chargeInAdvance(0));
    }

    /** Credit beyond the reserve could never be paid. */
    @Test
    void creditEndsAtTheReserve_I2() {
        offer(RESERVE);
        assertAccepted(channel.chargeOnCredit(RESERVE - 1, 500));
        assertRefused(Reason.RESERVE_TOO_SMALL, 1, channel.chargeOnCredit(2, 500));
        assertAccepted(channel.chargeOnCredit(1, 500));
        standing(RESERVE + 5, ChannelOnChain.OPEN);
        assertAccepted(channel.chargeOnCredit(5, 500));
        assertRefused(Reason.RESERVE_TOO_SMALL, 1, channel.chargeOnCredit(1, 500));
    }

    @Test
    void aReserveThatAReorgTookBackIsNotServed_T9() {
        offer(1_000);
        standing(500, ChannelOnChain.OPEN);
        assertAccepted(channel.chargeInAdvance(500));
        assertRefused(Reason.RESERVE_TOO_SMALL, 1, channel.chargeInAdvance(1));
        assertRefused(Reason.ABOVE_RESERVE, 600, offer(1_100));
    }

    @Test
    void whatTheHeadOfTheChainCoversIsRefusedOnlyForNow_T9() {
        ChannelOnChain head =
                new ChannelOnChain(Amount.of(1_200), Amount.ZERO, ChannelOnChain.OPEN);
        channel.standing(head, Amount.of(500));
        assertRefused(Reason.NOT_CONFIRMED, 700, offer(1_200));
        assertRefused(Reason.ABOVE_RESERVE, 701, offer(1_201));
        assertAccepted(offer(500));
        assertAccepted(channel.chargeOnCredit(500, 900));
        assertRefused(Reason.NOT_CONFIRMED, 700, channel.chargeOnCredit(700, 900));
        assertRefused(Reason.RESERVE_TOO_SMALL, 701, channel.chargeOnCredit(701, 900));
    }

    @Test
    void anExitStopsServiceUntilItIsCancelled_T4() {
        offer(100);
        channel.exitStarted();
        assertRefused(Reason.EXIT_UNDER_WAY, channel.chargeInAdvance(1));
        assertRefused(Reason.EXIT_UNDER_WAY, channel.chargeOnCredit(1, 50));
        assertRefused(Reason.EXIT_UNDER_WAY, offer(200));
        standing(RESERVE, 7);
        assertRefused(Reason.EXIT_UNDER_WAY, channel.chargeInAdvance(1));
        standing(RESERVE, ChannelOnChain.OPEN);
        assertAccepted(channel.chargeInAdvance(1));
        assertAccepted(offer(200));
    }

    @Test
    void aClosedChannelServesNothing_T4() {
        offer(100);
        standing(RESERVE, ChannelOnChain.CLOSED);
        channel.exitStarted();
        assertRefused(Reason.CHANNEL_CLOSED, channel.chargeInAdvance(1));
        assertRefused(Reason.CHANNEL_CLOSED, offer(200));
        assertEquals(Amount.of(100), channel.accepted());
        assertTrue(channel.isClosed());
    }

    @Test
    void aReorgTakesBackACloseAnExitOrTheWholeChannel_T9() {
        offer(100);
        for (long gone : new long[] {ChannelOnChain.CLOSED, 7}) {
            standing(RESERVE, gone);
            assertFalse(channel.chargeInAdvance(1).isAccepted());
            standing(RESERVE, ChannelOnChain.OPEN);
            assertAccepted(channel.chargeInAdvance(1));
        }
        standing(0, ChannelOnChain.OPEN);
        assertRefused(Reason.UNKNOWN_CHANNEL, channel.chargeInAdvance(1));
        standing(RESERVE, ChannelOnChain.OPEN);
        assertAccepted(channel.chargeInAdvance(1));
    }

    @Test
    void whatThePayeeReleasedStaysReleasedWhateverTheChainSays() {
        offer(100);
        assertFalse(channel.isRetired());
        channel.retire();
        assertTrue(channel.isRetired());
        standing(RESERVE, ChannelOnChain.OPEN);
        assertRefused(Reason.CHANNEL_CLOSED, channel.chargeInAdvance(1));
        assertRefused(Reason.CHANNEL_CLOSED, channel.chargeOnCredit(1, 50));
        assertRefused(Reason.CHANNEL_CLOSED, offer(200));
        assertFalse(channel.isClosed());
    }

    @Test
    void aChannelIsOwedOnceMoreIsServedThanPaid() {
        offer(100);
        channel.chargeOnCredit(100, 50);
        assertFalse(channel.isOwed());
        channel.chargeOnCredit(1, 50);
        assertTrue(channel.isOwed());
        offer(111);
        assertFalse(channel.isOwed());
    }

    @Test
    void afterARestartTheDebtIsForgotten_I1_I2() {
        SignedVoucher highest = new SignedVoucher(ID, Amount.of(300), SIGNATURE);
        PayeeChannel restored =
                PayeeChannel.restored(Samples.CHANNEL, Amount.of(RESERVE), STEP, highest);
        assertEquals(highest, restored.highest());
        assertEquals(Amount.of(300), restored.served());
        assertEquals(Amount.of(RESERVE), restored.reserve());
        assertEquals(Samples.CHANNEL, restored.parameters());
        assertEquals(ID, restored.id());
        assertRefused(Reason.CREDIT_EXHAUSTED, 1, restored.chargeInAdvance(1));
        assertAccepted(restored.chargeOnCredit(50, 50));
    }

    @Test
    void aCoveredRequestAllocatesNothing() {
        PayeeChannel rich = PayeeChannel.fresh(ID, Samples.CHANNEL, new Amount(1, 0), STEP);
        Amount paid = Amount.of(1L << 60);
        rich.offer(paid, SIGNATURE, true);
        Runnable request =
                () -> {
                    rich.checkVoucher(ID, paid);
                    rich.chargeInAdvance(1);
                    rich.chargeOnCredit(3, 1_000);
                };
        assertEquals(0, Allocation.bytesPerRun(request));
    }

    @Test
    void negativeAmountsAreMistakesOfTheCaller() {
        offer(100);
        assertThrows(IllegalArgumentException.class, () -> channel.chargeInAdvance(-1));
        assertThrows(IllegalArgumentException.class, () -> channel.chargeOnCredit(-1, 1));
        assertThrows(IllegalArgumentException.class, () -> channel.chargeOnCredit(1, -1));
        assertThrows(
                IllegalArgumentException.class,
                () -> PayeeChannel.fresh(ID, Samples.CHANNEL, Amount.ZERO, 0));
    }
}
