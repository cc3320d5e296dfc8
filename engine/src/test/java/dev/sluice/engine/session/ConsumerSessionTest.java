package dev.sluice.engine.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.engine.Samples;
import dev.sluice.engine.session.Effects.Failure;
import dev.sluice.payments.money.Amount;
import dev.sluice.payments.rules.Reason;
import org.junit.jupiter.api.Test;

/** The consumer's core, event by event. A slice's fee is 1,000 and its key costs 3,000. */
final class ConsumerSessionTest {
    private static final long WAIT_MS = ConsumerSession.WAIT_NS / SessionPlan.MS;
    private static final long TOTAL = 40_000;

    private final SessionScript script = new SessionScript(Samples.price(10, 4_000));

    @Test
    void theFirstWindowIsOneSlice() {
        script.seeders(1).start(3 * TOTAL);
        script.ready(0, 0, 0);
        assertEquals("ask 0 0 pages null", script.take());
        assertEquals("", script.take());
    }

    /** The window is 16 slices, and two of them are left. */
    @Test
    void whereCreditLimitsAVoucherPaysForSeveralSlices() {
        SessionScript rich = new SessionScript(Samples.price(60, 4_000)).seeders(1).paid(40_000);
        rich.start(10 * TOTAL);
        rich.ready(0, 40_000, 54_000);
        assertEquals("ask 0 0 pages null; ask 0 1  null", rich.take());
        rich.on(new SessionEvent.SliceVerified(0, 0));
        assertEquals("", rich.take(), "one slice is no quarter of the window");
        rich.on(new SessionEvent.SliceVerified(0, 1));
        assertEquals("ask 0 2  42000; ask 0 3  null", rich.take(), "nothing else is on its way");
    }

    @Test
    void aQuarterOfTheWindowIsPaidAtOnce() {
        SessionScript rich = new SessionScript(Samples.price(60, 4_000)).seeders(1).paid(40_000);
        rich.start(10 * TOTAL);
        rich.ready(0, 40_000, 51_000);
        rich.take();
        for (long slice = 0; slice < 3; slice++) rich.on(new SessionEvent.SliceVerified(0, slice));
        assertEquals("", rich.take(), "three slices of four");
        rich.on(new SessionEvent.SliceVerified(0, 3));
        assertTrue(rich.take().startsWith("ask 0 5  44000; ask 0 6  null"), "one is on its way");
    }

    @Test
    void aWriteOffIsPaidWithTheNextRequest() {
        script.seeders(1).start(3 * TOTAL);
        script.ready(0, 0, 0);
        script.take();
        script.on(new SessionEvent.SeederGone(0, "lost"));
        script.ready(0, 0, 1_000);
        script.tick(100);
        assertEquals("ask 0 0 pages 1000", script.take());
    }

    /**
     * It opens the window itself: counted without that, one more slice was a unit above what may be
     * lost, for every odd fee, and no seeder was left (I9; seeds 46458, 58549, 70889, 76729).
     */
    @Test
    void aWriteOffIsNoMoreThanTheNextSliceNeeds_I3() {
        SessionScript odd = new SessionScript(Samples.price(10, 4_004)).seeders(1);
        odd.start(3 * TOTAL);
        odd.ready(0, 0, 0);
        odd.on(new SessionEvent.SeederGone(0, "lost"));
        odd.ready(0, 0, 1_001);
        odd.on(new SessionEvent.SliceVerified(0, 0));
        odd.on(new SessionEvent.SliceVerified(0, 1));
        odd.take();
        assertEquals(Amount.of(3_003), odd.money(0).nextCumulative(), "of which 1,001 are lost");
        odd.on(new SessionEvent.SeederGone(0, "lost"));
        odd.ready(0, 3_003, 4_004);
        assertEquals("ask 0 2  3337", odd.take(), "3,337 + 3,337 / 2 is just above 5,005");
    }

    /**
     * Half of what was paid was a unit less than what was lost, half of what is paid then is not:
     * the only seeder was dropped for good (I9; seed 35175).
     */
    @Test
    void writeOffsStayWithinTheWindowThatTheyOpen_I3() {
        script.seeders(1).start(3 * TOTAL);
        script.ready(0, 0, 0);
        script.on(new SessionEvent.SliceVerified(0, 0));
        script.on(new SessionEvent.SliceVerified(0, 1));
        script.take();
        assertEquals("ask 0 2  2667", lose(2_000, 3_000));
        assertEquals("ask 0 2  3334", lose(2_667, 4_000), "1,334 are lost, of 1,667");
        assertEquals("ask 0 2  4000", lose(3_334, 5_000), "2,000 are lost, of 2,000");
        assertEquals("drop 0", lose(4_000, 6_000), "2,667 would be, of 2,333");
        assertEquals(Failure.Kind.NO_SEEDER, script.failure().kind());
        assertEquals(Amount.of(4_000), script.money(0).nextCumulative());
    }

    /** The answer to the last request is lost with the connection. */
    private String lose(long accepted, long served) {
        script.on(new SessionEvent.SeederGone(0, "lost"));
        script.ready(0, accepted, served);
        return script.take();
    }

    @Test
    void aWriteOffCountsAgainstTheBudget() {
        script.seeders(1).start(TOTAL);
        script.ready(0, 0, 0);
        script.take();
        script.on(new SessionEvent.SeederGone(0, "lost"));
        script.ready(0, 0, 1_000);
        script.tick(100);
        script.tick(100);
        assertEquals(Amount.ZERO, script.money(0).nextCumulative());
        assertEquals(Failure.Kind.BUDGET, script.failure().kind());
    }

    @Test
    void aSliceThatIsHeardOfAfterItsConnectionWasLostIsTakenAndOwed() {
        script.seeders(1).start(3 * TOTAL);
        script.ready(0, 0, 0);
        script.take();
        script.on(new SessionEvent.SeederGone(0, "lost"));
        script.on(new SessionEvent.SliceVerified(0, 0));
        script.ready(0, 0, 1_000);
        assertEquals("ask 0 1  1000", script.take(), "slice 0 is not asked for again");
    }

    @Test
    void keysThatAreHeardOfAfterTheirConnectionWasLostAreTaken() {
        script.seeders(1).start(3 * TOTAL);
        script.ready(0, 0, 0);
        script.on(new SessionEvent.KeyServiceReady(Amount.ZERO));
        script.on(new SessionEvent.KeyServiceGone("lost"));
        script.on(new SessionEvent.KeysArrived(0, 1));
        script.take();
        script.on(new SessionEvent.SliceVerified(0, 0));
        assertTrue(script.take().startsWith("publish 0"));
    }

    @Test
    void aVoucherThatNeverArrivedRidesOnTheNextSessionsFirstRequest() {
        script.seeders(1).paid(1_000).start(3 * TOTAL);
        script.ready(0, 0, 1_000);
        assertEquals("ask 0 0 pages 1000", script.take());
    }

    @Test
    void aSeederThatWasNeverReachedDoesNotHoldUpTheEnd() {
        script.seeders(2).paid(500).start(3 * TOTAL);
        script.playAllFrom(0);
        script.acknowledge(0);
        assertTrue(script.isDone());
    }

    @Test
    void aVoucherThatRodeOnALostRequestIsShownAtTheEnd() {
        script.seeders(2).start(3 * TOTAL);
        script.ready(0, 0, 0);
        script.on(new SessionEvent.SliceVerified(0, 0));
        assertTrue(script.take().endsWith("ask 0 1  1000"), "the voucher rides on slice 1");
        script.tick(3_000);
        script.playAllFrom(1);
        script.tick(SessionSettings.DEFAULT.settleNs() / 2 / SessionPlan.MS);
        assertTrue(script.take().contains("pay 0 1000"));
        script.acknowledge(0);
        script.acknowledge(1);
        assertTrue(script.isDone());
    }

    @Test
    void theEndWaitsOnlySoLongForASeederThatIsAway() {
        script.seeders(1).start(3 * TOTAL);
        script.playAllFrom(0);
        script.on(new SessionEvent.SeederGone(0, "lost"));
        script.tick(1_000);
        assertFalse(script.isDone(), "it may come back");
        script.tick(10_000);
        assertTrue(script.isDone(), "all is delivered; the rest can be paid another time");
    }

    @Test
    void aSeederThatComesBackWithinTheTimeIsPaid() {
        script.seeders(1).start(3 * TOTAL);
        script.playAllFrom(0);
        script.on(new SessionEvent.SeederGone(0, "lost"));
        script.tick(1_000);
        script.ready(0, 10_000, 10_000);
        assertTrue(script.isDone());
    }

    @Test
    void aSeederThatRefusesAtTheEndDoesNotSpoilIt() {
        script.seeders(1).start(3 * TOTAL);
        script.playAllFrom(0);
        script.on(new SessionEvent.SeederRefused(0, "closed"));
        assertTrue(script.isDone());
    }

    @Test
    void aSeederIsDroppedOnce() {
        script.seeders(2).start(3 * TOTAL);
        script.ready(0, 0, 0);
        script.on(new SessionEvent.SliceForged(0, 0, "a lie"));
        script.on(new SessionEvent.SliceForged(0, 0, "a lie"));
        script.on(new SessionEvent.SeederRefused(0, "closed"));
        assertEquals("ask 0 0 pages null; drop 0", script.take());
    }

    @Test
    void refusalsOfRequestsFromBeforeTheChannelWasShownAgainAreNotCounted() {
        script.seeders(1).paid(100_000).start(3 * TOTAL);
        script.ready(0, 100_000, 100_000);
        script.take();
        script.refused(0, 0, Reason.CREDIT_EXHAUSTED);
        script.ready(0, 100_000, 100_000);
        script.on(new SessionEvent.SliceVerified(0, 0));
        script.take();
        for (int i = 0; i < 20; i++) script.refused(0, 0, Reason.CREDIT_EXHAUSTED);
        assertEquals("", script.take(), "slice 0 is here: nobody waits for it");
    }

    @Test
    void aSeederThatDeniesItsCreditAgainAndAgainIsDropped() {
        script.seeders(2).start(3 * TOTAL);
        for (int i = 0; i < SessionSettings.DEFAULT.maxRefusals(); i++) {
            script.ready(0, 0, 0);
            script.refused(0, 0, Reason.CREDIT_EXHAUSTED);
        }
        assertTrue(script.take().endsWith("drop 0"));
    }

    @Test
    void aRefusalThatTimeCuresIsWaitedOutAndNotCounted_I9() {
        script.seeders(1).start(3 * TOTAL);
        for (int i = 0; i <= 2 * SessionSettings.DEFAULT.maxRefusals(); i++) {
            script.ready(0, 0, 0);
            script.take();
            script.refused(0, 0, i % 2 == 0 ? Reason.NOT_CONFIRMED : Reason.UNKNOWN_CHANNEL);
            script.tick(WAIT_MS - 1);
            assertEquals("", script.take(), "too early");
            script.tick(1);
            assertEquals("reattach 0", script.take());
            script.tick(10 * WAIT_MS);
            assertEquals("", script.take(), "once");
        }
    }

    @Test
    void aKeyServiceThatCannotServeYetIsWaitedForToo_I9() {
        script.seeders(1).start(3 * TOTAL);
        script.ready(0, 0, 0);
        script.on(new SessionEvent.KeyServiceReady(Amount.ZERO));
        script.take();
        for (int i = 0; i < 2; i++) keysRefused(Reason.NOT_CONFIRMED); // one of them a duplicate
        script.tick(WAIT_MS);
        assertEquals("reattach " + ConsumerSession.KEY_SERVICE, script.take());
        script.on(new SessionEvent.KeyServiceReady(Amount.ZERO));
        keysRefused(Reason.ABOVE_RESERVE);
        assertTrue(script.failureAfterSettling().text().contains("key service refused"));
    }

    private void keysRefused(Reason reason) {
        script.on(new SessionEvent.KeysRefused(0, reason, "refused"));
    }

    @Test
    void theLoserOfARaceIsTakenBackAndNotPaid() {
        SessionScript two = SessionScript.two(3 * TOTAL);
        assertEquals(
                "ask 0 0 pages null; ask 0 1  null; ask 1 0 pages null; ask 1 1 pages null",
                two.take());
        two.on(new SessionEvent.SliceVerified(1, 0));
        assertEquals("cancel 0 0", two.take());
        two.refused(0, 0, Reason.CANCELLED);
        two.on(new SessionEvent.SliceVerified(1, 1));
        assertEquals("cancel 0 1", two.take());
        two.refused(0, 1, Reason.CANCELLED);
        assertEquals(0, two.owedFor(0));
        assertEquals(100_000 + 2_000, two.owedFor(1));
    }

    /** Else it would use up the seeder's credit for ever, and a second request would not pay. */
    @Test
    void theLoserOfARaceThatComesAllTheSameIsOwed() {
        SessionScript two = SessionScript.two(3 * TOTAL);
        two.on(new SessionEvent.SliceVerified(1, 0));
        two.on(new SessionEvent.SliceVerified(0, 0));
        two.on(new SessionEvent.SliceVerified(0, 0));
        assertEquals(100_000 + 1_000, two.owedFor(0), "once");
        assertEquals(100_000 + 1_000, two.owedFor(1));
    }

    /** All is played and paid by then: what comes was owed, and never signed (seed 1345). */
    @Test
    void theLoserOfARaceThatComesAfterTheLastVoucherIsPaidWithAnother() {
        SessionScript two = SessionScript.two(3 * TOTAL);
        two.playAllFrom(1);
        two.take();
        two.tick(SessionSettings.DEFAULT.settleNs() / SessionPlan.MS / 2);
        assertEquals("pay 1 102000", two.take());
        two.on(new SessionEvent.SliceVerified(0, 0));
        assertEquals("pay 0 101000", two.take());
        two.acknowledge(1);
        assertFalse(two.isDone());
        two.acknowledge(0);
        assertTrue(two.isDone());
    }

    @Test
    void aSliceIsAskedForTwiceOnlyWithMoneyThatNothingElseNeeds() {
        long all = 2 * 4_000;
        assertEquals("ask 0 0 pages null; ask 0 1  null", SessionScript.two(all + 999).take());
        assertEquals(
                "ask 0 0 pages null; ask 0 1  null; ask 1 0 pages null",
                SessionScript.two(all + 1_000).take());
    }

    @Test
    void everySeederIsAskedForTheHashPageUntilItIsHere() {
        script.seeders(3).start(3 * TOTAL);
        script.ready(0, 0, 0);
        script.ready(1, 0, 0);
        assertEquals("ask 0 0 pages null; ask 1 1 pages null", script.take());
        script.on(new SessionEvent.SliceVerified(1, 1));
        script.take();
        script.ready(2, 0, 0);
        assertEquals("ask 2 3  null", script.take());
    }

    @Test
    void theBudgetIsExactlyEnoughOrTooSmallByOneUnit() {
        script.seeders(1).start(TOTAL);
        script.playAllFrom(0);
        script.acknowledge(0);
        assertTrue(script.isDone());
        SessionScript poor = new SessionScript(Samples.price(10, 4_000));
        poor.seeders(1).start(TOTAL - 1);
        poor.playFrom(0, 9);
        poor.acknowledge(0);
        assertEquals(Failure.Kind.BUDGET, poor.failure().kind());
        assertEquals(Amount.of(TOTAL - 4_000), poor.signed(), "nine slices and not a unit more");
        SessionScript rich = new SessionScript(Samples.price(10, 4_000));
        rich.seeders(1).start(TOTAL + 1);
        rich.playAllFrom(0);
        rich.acknowledge(0);
        assertTrue(rich.isDone());
        assertEquals(Amount.of(TOTAL), rich.signed());
    }

    @Test
    void whatIsFreeNeedsNoChannel() {
        SessionScript free = new SessionScript(Samples.price(3, 0));
        free.seeders(1).free().start(0);
        free.playAllFrom(0);
        assertTrue(free.isDone());
    }

    @Test
    void aWrongKeyEndsTheSession() {
        script.seeders(1).start(3 * TOTAL);
        script.on(new SessionEvent.KeyForged("a wrong key"));
        assertEquals(Failure.Kind.INTEGRITY, script.failure().kind());
        script.ready(0, 0, 0);
        assertFalse(script.take().contains("ask"), "I10: nothing is asked after the end");
    }

    @Test
    void whatIsOwedIsPaidAlsoWhenTheSessionFails() {
        script.seeders(1).start(3 * TOTAL);
        script.ready(0, 0, 0);
        script.take();
        script.on(new SessionEvent.NothingArrives("nothing arrived"));
        assertEquals("", script.take());
        script.on(new SessionEvent.SliceVerified(0, 0));
        assertEquals("pay 0 1000", script.take(), "a window of one slice is used up for good");
        assertFalse(script.hasFailed(), "it waits until the seeder has it");
        script.acknowledge(0);
        assertEquals(Failure.Kind.NETWORK, script.failure().kind());
    }

    @Test
    void aSessionThatFailsTakesBackWhatItAskedForOfAllSeeders() {
        SessionScript two = SessionScript.two(3 * TOTAL);
        two.on(new SessionEvent.SliceVerified(1, 0));
        two.take();
        two.on(new SessionEvent.PlayerFailed("closed"));
        assertEquals("cancel 0 1; cancel 1 1", two.take());
        two.refused(0, 0, Reason.CANCELLED);
        two.refused(0, 1, Reason.CANCELLED);
        two.on(new SessionEvent.SliceVerified(1, 1));
        assertEquals("pay 1 102000", two.take(), "and nothing is told twice");
        assertEquals(100_000, two.money(0).nextCumulative().toLongSaturated());
    }

    @Test
    void aFailureWaitsOnlySoLongForASliceThatDoesNotCome() {
        script.seeders(1).start(3 * TOTAL);
        script.ready(0, 0, 0);
        script.on(new SessionEvent.PlayerFailed("closed"));
        script.tick(4_999);
        assertFalse(script.hasFailed());
        script.tick(1);
        assertEquals(Failure.Kind.PLAYER, script.failure().kind());
    }

    @Test
    void aPayeeThatProvesMoreThanTheBudgetEndsTheSession() {
        script.seeders(2).fromAnOldDisk().start(TOTAL);
        script.ready(0, 0, 0);
        script.ready(1, TOTAL, TOTAL);
        script.on(new SessionEvent.SliceVerified(0, 0));
        assertEquals(Failure.Kind.BUDGET, script.failureAfterSettling().kind());
        assertEquals(Amount.ZERO, script.money(0).nextCumulative(), "nothing is left to sign");
    }

    private static SessionEvent.Seek seek(long first, long end) {
        return new SessionEvent.Seek(new Span(first, end));
    }

    /** Paid so much before that credit is ample, and so far away that all is asked for at once. */
    private void playing() {
        script.seeders(1).paid(100_000).start(9 * TOTAL);
        script.on(new SessionEvent.RoundTrip(0, 500 * SessionPlan.MS));
        script.ready(0, 100_000, 100_000);
        script.on(new SessionEvent.KeyServiceReady(Amount.of(100_000)));
        script.take();
    }

    @Test
    void whatIsOnItsWayWhenThePlayerGoesElsewhereIsLetComeAndOwed() {
        playing();
        script.on(seek(9, 10));
        assertEquals(
                "turn 9; cancel 0 1; cancel 0 2; cancel 0 3; cancel 0 4; cancel 0 5; cancel 0 6;"
                        + " cancel 0 7; cancel 0 8",
                script.take(),
                "slice 9 is on its way already, and slice 0 brings the page that it needs");
        for (long index = 0; index < 10; index++)
            script.on(new SessionEvent.SliceVerified(0, index));
        assertEquals(100_000 + 10_000, script.owedFor(0), "each is owed once");
    }

    @Test
    void whatTheSeederTakesBackIsNotOwedAndIsCreditAgain() {
        playing();
        script.on(new SessionEvent.SliceVerified(0, 0));
        script.on(seek(9, 10));
        script.take();
        for (long index = 1; index < 9; index++) script.refused(0, index, Reason.CANCELLED);
        script.on(new SessionEvent.SliceVerified(0, 9));
        assertEquals(100_000 + 2_000, script.owedFor(0));
        script.on(seek(3, 10));
        assertEquals(
                "turn 3; ask 0 3  null; ask 0 4  null; ask 0 5  null; ask 0 6  null;"
                        + " ask 0 7  null; ask 0 8  null",
                script.take(),
                "as if they had never been asked for");
    }

    @Test
    void aSliceThatIsWantedAgainIsAskedForAgainWhenItWasTakenBack() {
        playing();
        script.on(new SessionEvent.SliceVerified(0, 0));
        script.on(seek(9, 10));
        script.on(seek(1, 3));
        script.take();
        script.refused(0, 1, Reason.CANCELLED);
        assertEquals("ask 0 1  null", script.take());
        script.on(new SessionEvent.SliceVerified(0, 2));
        script.on(new SessionEvent.SliceVerified(0, 1));
        assertEquals(100_000 + 3_000, script.owedFor(0), "slice 2 had begun");
    }

    @Test
    void whatIsHereInTheNewWindowIsNotAskedForAgain() {
        playing();
        script.on(new SessionEvent.SliceVerified(0, 2));
        script.on(new SessionEvent.SliceVerified(0, 7));
        script.on(new SessionEvent.KeysArrived(0, 10));
        assertEquals("publish 2; publish 7", script.take());
        script.on(seek(5, 10));
        assertEquals(
                "turn 5; drop slice 2; cancel 0 0; cancel 0 1; cancel 0 3; cancel 0 4; publish 7",
                script.take());
        for (long index = 0; index < 10; index++)
            script.on(new SessionEvent.SliceDelivered(index, 0));
        script.on(seek(2, 3));
        assertEquals(
                "turn 2; drop slice 7; cancel 0 5; cancel 0 6; cancel 0 8; cancel 0 9;"
                        + " ask 0 2  null",
                script.take(),
                "slice 2 was not kept");
    }

    @Test
    void theEndOfASpanIsTheEndOfThePlaybackUnlessThePlayerMayGoElsewhere() {
        playing();
        script.on(seek(3, 4));
        script.on(new SessionEvent.SliceVerified(0, 3));
        script.on(new SessionEvent.KeysArrived(3, 1));
        script.on(new SessionEvent.SliceDelivered(3, 1));
        for (long index : new long[] {0, 1, 2, 4, 5, 6, 7, 8, 9})
            script.on(new SessionEvent.SliceVerified(0, index));
        script.acknowledge(0);
        assertTrue(script.isDone());
    }

    private static SessionEvent.Soon soon(long first, long end) {
        return new SessionEvent.Soon(new Span(first, end));
    }

    @Test
    void whatIsWantedSoonIsAskedForFirstAndOwedAndItsKeyIsNotBought() {
        SessionScript far = new SessionScript(Samples.price(600, 4_000)).seeders(1);
        far.paid(100_000).onDisk(502L).start(9 * TOTAL);
        far.on(seek(0, 1));
        far.on(soon(500, 503));
        far.ready(0, 100_000, 100_000);
        far.on(new SessionEvent.KeyServiceReady(Amount.of(100_000)));
        assertEquals(
                "turn 0; ask 0 500 pages null; ask 0 501  null; ask 0 0 pages null; keys 0+1 103000",
                far.take());
        far.on(new SessionEvent.SliceVerified(0, 500));
        far.on(new SessionEvent.SliceVerified(0, 501));
        assertEquals(102_000, far.owedFor(0));
        assertEquals("", far.take());
    }

    @Test
    void whatIsWantedSoonIsLeftWhenTheBudgetIsTooSmallAndThePlayerGoesOn() {
        SessionScript poor = new SessionScript(Samples.price(600, 4_000)).seeders(1);
        poor.paid(100_000).start(5_999);
        poor.on(seek(0, 1));
        poor.on(soon(500, 502));
        poor.ready(0, 100_000, 100_000);
        assertEquals("turn 0; ask 0 500 pages null; ask 0 0 pages null", poor.take());
        assertFalse(poor.hasFailed());
    }

    /** Else the key fills the window, and no other is ever bought (I3, I9). */
    @Test
    void aKeyWhoseSliceWasLeftBeforeItsPageCameIsSeenToFitByThatSlice() {
        SessionScript far = new SessionScript(Samples.price(600, 4_000));
        far.seeders(1).start(9 * TOTAL);
        far.on(new SessionEvent.KeyServiceReady(Amount.ZERO));
        far.ready(0, 0, 0);
        far.on(new SessionEvent.KeysArrived(0, 1));
        far.on(new SessionEvent.SeederGone(0, "lost"));
        far.on(seek(300, 600));
        assertEquals("keys 0+1 3000; ask 0 0 pages null; turn 300", far.take());
        int slots = SessionSettings.DEFAULT.ringSlots();
        for (int i = 0; i < slots; i++) far.on(new SessionEvent.SliceDelivered(i, 0));
        far.ready(0, 0, 0);
        assertEquals("ask 0 0 pages null", far.take(), "for its page");
        far.on(new SessionEvent.KeyFits(0));
        far.on(new SessionEvent.SliceVerified(0, 0));
        String then = far.take();
        assertTrue(then.startsWith("keys 300+1 6000; ask 0 300 pages 1000"), then);
    }
}
