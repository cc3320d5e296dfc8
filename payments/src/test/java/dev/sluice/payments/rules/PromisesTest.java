package dev.sluice.payments.rules;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.payments.Samples;
import dev.sluice.payments.SeededTrials;
import dev.sluice.payments.channel.ChannelId;
import dev.sluice.payments.channel.ChannelParameters;
import dev.sluice.payments.money.Amount;
import dev.sluice.payments.money.Bytes32;
import dev.sluice.payments.store.PromiseMarks;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** What may be signed for a work, and what must be durable first (I3, I6, I10). */
final class PromisesTest {
    private static final Bytes32 WORK = Samples.bytes32(7);
    private static final Amount RESERVE = Amount.of(1_000_000);

    private final PayerChannel first = channel(1, PromiseMarks.NONE);
    private final PayerChannel second = channel(2, PromiseMarks.NONE);
    private Promises promises = new Promises(WORK, Amount.of(1_000), Amount.ZERO);

    private static PayerChannel channel(int salt, PromiseMarks marks) {
        ChannelParameters parameters = PromiseWorld.channel(salt);
        ChannelId id = parameters.id(Samples.DOMAIN);
        return PayerChannel.restored(id, parameters, RESERVE, marks, WORK);
    }

    private Promise bytes(PayerChannel channel) {
        return promises.addBytes(channel, PromiseMarks.NONE, Amount.ZERO);
    }

    /** Signs as a shell does; the rows that were written before. */
    private PromiseStep sign(Promise promise, long fee) {
        promise.channel().payVerified(fee);
        PromiseStep step = promises.sign(promise, promise.channel().nextCumulative());
        promises.written(step);
        return step;
    }

    @Test
    void aCrashAnywhereAndALyingPayeeBreakNoBound_I3_I6() {
        AtomicInteger crashes = new AtomicInteger();
        AtomicInteger refusals = new AtomicInteger();
        SeededTrials.run(
                400,
                random -> {
                    PromiseWorld world = new PromiseWorld(random);
                    world.run(250);
                    crashes.addAndGet(world.crashes);
                    refusals.addAndGet(world.refusals);
                });
        assertTrue(System.getenv("SLUICE_SEED") != null || crashes.get() > 1_000, "crashes");
        assertTrue(System.getenv("SLUICE_SEED") != null || refusals.get() > 1_000, "limits met");
    }

    @Test
    void thePromiseReachesAheadSoThatOneWriteCoversManyVouchers() {
        promises = new Promises(WORK, RESERVE, Amount.ZERO);
        Promise promise = bytes(first);
        PromiseStep step = sign(promise, 10);
        assertEquals(Amount.of(10 + 32 * 10), step.rows().get(0).marks().promised());
        assertEquals(Amount.of(330), step.rows().get(0).spend().spent());
        for (int i = 0; i < 32; i++) assertEquals(0, sign(promise, 10).rows().size());
        assertEquals(1, sign(promise, 10).rows().size());
    }

    /** Only the payee's word stood for it, and a signature over it left the process. */
    @Test
    void whatAPayeeProvedBeyondThePromiseIsOnDiskBeforeItIsSignedAgain() {
        Promise promise = bytes(first);
        first.heal(Amount.of(500));
        PromiseStep step = promises.sign(promise, Amount.of(500));
        assertEquals(1, step.rows().size());
        promises.written(step);
        assertEquals(Amount.of(500), promise.promised());
        assertEquals(0, promises.sign(promise, Amount.of(500)).rows().size(), "once");
    }

    @Test
    void theLimitIsReachedToTheUnitAndNotPassed() {
        Promise promise = bytes(first);
        sign(promise, 999);
        sign(promise, 1);
        assertEquals(Amount.of(1_000), promises.spent());
        first.payVerified(1);
        Refused why = Objects.requireNonNull(promises.sign(promise, Amount.of(1_001)).refused());
        assertEquals(Reason.BUDGET_REACHED, why.reason());
        assertEquals("at most 1000", why.expected());
        assertEquals("1001", why.actual());
        assertEquals(Amount.of(1), why.missing());
    }

    @Test
    void theHeadroomOfOneChannelIsTakenBackWhenAnotherNeedsIt() {
        Promise one = bytes(first);
        Promise two = bytes(second);
        sign(one, 100);
        assertEquals(Amount.of(1_000), promises.spent(), "clamped by what is left");
        PromiseStep step = sign(two, 900);
        assertEquals(2, step.rows().size(), "in one batch");
        assertEquals(Amount.of(100), one.promised());
        assertEquals(Amount.of(900), two.promised());
        assertEquals(Amount.of(1_000), promises.spent());
        second.payVerified(1);
        assertTrue(promises.sign(two, Amount.of(901)).refused() != null);
    }

    /** Found by a simulated world: an old backup of a payer whose limit is what the work costs. */
    @Test
    void aChannelGivesItsOwnHeadroomBackWhenAnothersPayeeProvesMore() {
        Promise one = bytes(first);
        bytes(second);
        sign(one, 100);
        assertEquals(Amount.of(1_000), one.promised());
        second.heal(Amount.of(300));
        PromiseStep step = sign(one, 100);
        assertNull(step.refused());
        assertEquals(Amount.of(1_000), promises.spent(), "to the unit");
        assertEquals(Amount.of(700), one.promised());
        first.payVerified(500);
        assertNull(promises.sign(one, Amount.of(700)).refused());
        first.payVerified(1);
        assertTrue(promises.sign(one, Amount.of(701)).refused() != null);
    }

    @Test
    void whatWasSpentElsewhereCountsToo() {
        promises = new Promises(WORK, Amount.of(1_000), Amount.of(990));
        Promise promise = bytes(first);
        sign(promise, 10);
        first.payVerified(1);
        assertTrue(promises.sign(promise, Amount.of(11)).refused() != null);
    }

    @Test
    void aStepThatWasNeverWrittenStopsAllOthersForGood_I10() {
        Promise promise = bytes(first);
        first.payVerified(10);
        PromiseStep lost = promises.sign(promise, Amount.of(10));
        assertEquals(1, lost.rows().size());
        for (int i = 0; i < 3; i++)
            assertThrows(IllegalStateException.class, () -> promises.sign(promise, Amount.of(10)));
        assertThrows(IllegalStateException.class, promises::note);
        assertThrows(IllegalStateException.class, promises::rest);
    }

    @Test
    void onlyTheRowsOfTheStepThatWaitsCountAsWritten_I10() {
        Promise promise = bytes(first);
        first.payVerified(10);
        PromiseStep waiting = promises.sign(promise, Amount.of(10));
        PromiseRow another = promise.row(Amount.of(11), Amount.ZERO);
        assertThrows(
                IllegalStateException.class,
                () -> promises.written(new PromiseStep(null, List.of(another))));
        assertEquals(Amount.ZERO, promise.promised());
        assertThrows(IllegalStateException.class, () -> promises.sign(promise, Amount.of(10)));
        promises.written(waiting);
        assertEquals(Amount.of(330), promise.promised());
    }

    @Test
    void whatWasNotAgreedToIsNotSigned() {
        Promise promise = bytes(first);
        first.payVerified(10);
        assertThrows(IllegalArgumentException.class, () -> promises.sign(promise, Amount.of(11)));
    }

    @Test
    void afterACrashTheHeadroomIsUsedBeforeAnythingNewIsSpent() {
        PromiseMarks crashed =
                new PromiseMarks(Amount.of(330), Amount.of(10), Amount.ZERO, WORK, Amount.of(330));
        PayerChannel again = channel(1, crashed);
        promises = new Promises(WORK, Amount.of(330), Amount.ZERO);
        Promise promise = promises.addBytes(again, crashed, Amount.of(330));
        again.payVerified(320);
        assertEquals(Amount.ZERO, again.outlay(Amount.ZERO));
        assertNull(promises.sign(promise, Amount.of(330)).refused(), "the promise is caught up");
        again.payVerified(1);
        assertTrue(promises.sign(promise, Amount.of(331)).refused() != null);
    }

    @Test
    void aLowerLimitThanBeforeStopsAtOnceButShowsWhatWasSigned() {
        PromiseMarks crashed =
                new PromiseMarks(Amount.of(330), Amount.of(10), Amount.ZERO, WORK, Amount.of(330));
        PayerChannel again = channel(1, crashed);
        promises = new Promises(WORK, Amount.of(329), Amount.ZERO);
        Promise promise = promises.addBytes(again, crashed, Amount.of(330));
        assertEquals(PromiseStep.COVERED, promises.sign(promise, Amount.of(10)));
        again.payVerified(1);
        assertTrue(promises.sign(promise, Amount.of(11)).refused() != null);
    }

    @Test
    void anOldBackupThatIsHealedCountsForTheWorkThatIsPlayed_T27() {
        PromiseMarks old = PromiseMarks.plain(Amount.of(50), Amount.of(50));
        PayerChannel again = channel(1, old);
        Promise promise = promises.addBytes(again, old, Amount.of(50));
        again.heal(Amount.of(800));
        PromiseStep note = promises.note();
        promises.written(note);
        assertEquals(Amount.of(800), promises.spent());
        assertEquals(Amount.of(800), promise.promised());
        assertEquals(Amount.of(800), note.rows().get(0).marks().agreed());
    }

    @Test
    void atTheEndWhatWasNotSignedIsTakenBack() {
        Promise promise = bytes(first);
        sign(promise, 10);
        promises.written(promises.rest());
        assertEquals(Amount.of(10), promises.spent());
        assertEquals(Amount.of(10), promise.promised());
        assertEquals(PromiseStep.COVERED.rows(), promises.rest().rows(), "nothing is news");
    }
}
