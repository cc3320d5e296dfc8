package dev.sluice.payments.rules;

import static dev.sluice.payments.rules.Verdicts.assertAccepted;
import static dev.sluice.payments.rules.Verdicts.assertRefused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.payments.Samples;
import dev.sluice.payments.channel.ChannelId;
import dev.sluice.payments.money.Amount;
import dev.sluice.payments.store.PromiseMarks;
import org.junit.jupiter.api.Test;

final class PayerChannelTest {
    private static final ChannelId ID = Samples.CHANNEL.id(Samples.DOMAIN);
    private static final long WINDOW = 100;

    private final PayerChannel channel = PayerChannel.fresh(ID, Samples.CHANNEL, Amount.of(1_000));

    @Test
    void keysArePaidOneWindowAheadAndNoUnitMore_I3() {
        assertAccepted(channel.payInAdvance(WINDOW - 1, WINDOW));
        assertRefused(Reason.EXPOSURE_LIMIT, 1, channel.payInAdvance(2, WINDOW));
        assertAccepted(channel.payInAdvance(1, WINDOW));
        assertRefused(Reason.EXPOSURE_LIMIT, 1, channel.payInAdvance(1, WINDOW));
        assertEquals(Amount.of(WINDOW), channel.nextCumulative());
        assertEquals(Amount.of(WINDOW), channel.exposure());
    }

    @Test
    void whatHasArrivedMakesRoomForMore_I3() {
        channel.payInAdvance(WINDOW, WINDOW);
        channel.verified(30);
        assertRefused(Reason.EXPOSURE_LIMIT, 1, channel.payInAdvance(31, WINDOW));
        assertAccepted(channel.payInAdvance(30, WINDOW));
        assertEquals(Amount.of(130), channel.nextCumulative());
        assertEquals(Amount.of(30), channel.verified());
    }

    @Test
    void aVerifiedSliceIsPaidWithoutExposure_I3() {
        for (int i = 0; i < 5; i++) assertAccepted(channel.payVerified(150));
        assertEquals(Amount.ZERO, channel.exposure());
        assertEquals(Amount.of(750), channel.nextCumulative());
    }

    @Test
    void theReserveIsSpentToTheLastUnitAndNotBeyond_I5() {
        assertAccepted(channel.payVerified(999));
        assertRefused(Reason.ABOVE_RESERVE, 1, channel.payVerified(2));
        assertRefused(Reason.ABOVE_RESERVE, 1, channel.payInAdvance(2, WINDOW));
        assertAccepted(channel.payVerified(1));
        assertRefused(Reason.ABOVE_RESERVE, 1, channel.payVerified(1));
        assertEquals(Amount.of(1_000), channel.verified());
        channel.topUp(Amount.of(1_001));
        assertAccepted(channel.payInAdvance(1, WINDOW));
        assertEquals(Amount.of(1_001), channel.reserve());
    }

    @Test
    void writeOffsTogetherStayWithinOneWindow_I3() {
        channel.payVerified(200);
        assertRefused(Reason.EXPOSURE_LIMIT, 1, channel.writeOff(Amount.of(101), WINDOW));
        assertAccepted(channel.writeOff(Amount.of(60), WINDOW));
        channel.payVerified(200);
        assertRefused(Reason.EXPOSURE_LIMIT, 1, channel.writeOff(Amount.of(41), WINDOW));
        assertAccepted(channel.writeOff(Amount.of(40), WINDOW));
        assertRefused(Reason.EXPOSURE_LIMIT, 1, channel.writeOff(Amount.of(1), WINDOW));
        assertAccepted(channel.payVerified(10));
        assertEquals(Amount.of(510), channel.nextCumulative());
    }

    @Test
    void aDemandBeyondAllBoundsIsRefused() {
        assertRefused(Reason.ABOVE_RESERVE, channel.writeOff(new Amount(-1, -1), Long.MAX_VALUE));
        assertEquals(Amount.ZERO, channel.nextCumulative());
    }

    @Test
    void anOldBackupIsHealedByThePeersLastVoucher_I6() {
        PayerChannel old =
                PayerChannel.restored(
                        ID, Samples.CHANNEL, Amount.of(1_000), Amount.of(300), Amount.of(250));
        assertFalse(old.heal(Amount.of(299)));
        assertFalse(old.heal(Amount.of(300)));
        assertTrue(old.heal(Amount.of(301)));
        assertTrue(old.heal(Amount.of(700)));
        assertEquals(Amount.of(700), old.nextCumulative());
        assertEquals(Amount.of(50), old.exposure());
        assertRefused(Reason.EXPOSURE_LIMIT, 1, old.payInAdvance(51, WINDOW));
        assertAccepted(old.payInAdvance(50, WINDOW));
    }

    /** The backup may be older than a top-up too. */
    @Test
    void healingAboveTheKnownReserveOnlyStopsPaying() {
        assertTrue(channel.heal(Amount.of(1_200)));
        assertRefused(Reason.ABOVE_RESERVE, 1, channel.payVerified(1));
        assertRefused(Reason.ABOVE_RESERVE, 1, channel.payInAdvance(1, WINDOW));
        channel.topUp(Amount.of(1_201));
        assertAccepted(channel.payVerified(1));
    }

    @Test
    void moreThanWasSignedCannotHaveBeenReceived() {
        channel.payInAdvance(50, WINDOW);
        channel.verified(50);
        assertThrows(IllegalArgumentException.class, () -> channel.verified(1));
        assertThrows(IllegalArgumentException.class, () -> channel.verified(-1));
        assertThrows(
                IllegalArgumentException.class,
                () ->
                        PayerChannel.restored(
                                ID, Samples.CHANNEL, Amount.ZERO, Amount.ZERO, Amount.of(1)));
    }

    @Test
    void negativeAmountsAreMistakesOfTheCaller() {
        assertThrows(IllegalArgumentException.class, () -> channel.payInAdvance(-1, WINDOW));
        assertThrows(IllegalArgumentException.class, () -> channel.payInAdvance(1, -1));
        assertThrows(IllegalArgumentException.class, () -> channel.payVerified(-1));
        assertEquals(ID, channel.id());
        assertEquals(Samples.CHANNEL, channel.parameters());
    }

    private static PayerChannel promisedUpTo(long promised) {
        PromiseMarks marks = PromiseMarks.plain(Amount.of(promised), Amount.of(50));
        return PayerChannel.restored(
                ID, Samples.CHANNEL, Amount.of(1_000), marks, Samples.bytes32(1));
    }

    @Test
    void onlyAProofAboveThePromiseShowsThatStateWasLost_T27() {
        PayerChannel known = promisedUpTo(300);
        assertFalse(known.healedBeyondPromise());
        for (long proven : new long[] {299, 300}) {
            assertTrue(known.heal(Amount.of(proven)));
            assertFalse(known.healedBeyondPromise(), "proven " + proven);
        }
        assertTrue(known.heal(Amount.of(301)));
        assertTrue(known.healedBeyondPromise());
    }
}
