package dev.sluice.payments.rules;

import static dev.sluice.payments.rules.Verdicts.assertAccepted;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.payments.Samples;
import dev.sluice.payments.channel.ChannelId;
import dev.sluice.payments.money.Amount;
import dev.sluice.payments.money.Bytes32;
import dev.sluice.payments.store.KeyPurchase;
import dev.sluice.payments.store.PromiseMarks;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a channel's promise must have on disk before a signature within it (I3, I10). */
final class PromiseTest {
    private static final Bytes32 WORK = Samples.bytes32(7);
    private static final Bytes32 OTHER = Samples.bytes32(8);
    private static final ChannelId ID = Samples.CHANNEL.id(Samples.DOMAIN);
    private static final long PROMISED = 330;

    private final KeyRanges keys = new KeyRanges();
    private final Promises promises = new Promises(WORK, Amount.of(1_000), Amount.ZERO);

    /** Marks of a process that crashed: 110 agreed, of which 100 may never have come. */
    private static PromiseMarks crashed(Bytes32 content) {
        return new PromiseMarks(
                Amount.of(PROMISED), Amount.of(110), Amount.of(100), content, Amount.of(PROMISED));
    }

    private Promise restored(PromiseMarks marks, long spent) {
        PayerChannel channel =
                PayerChannel.restored(ID, Samples.CHANNEL, Amount.of(1_000_000), marks, WORK);
        return promises.addKeys(channel, marks, Amount.of(spent), keys);
    }

    @Test
    void withinOldHeadroomNothingIsWrittenTwice() {
        Promise promise = restored(crashed(WORK), PROMISED);
        promise.channel().verified(50);
        assertAccepted(promise.channel().payInAdvance(50, 100));
        assertTrue(promise.safe());
        assertEquals(PromiseStep.COVERED, promises.sign(promise, Amount.of(160)));
    }

    @Test
    void moreExposureThanTheDiskKnowsIsWrittenFirst_I3() {
        Promise promise = restored(crashed(WORK), PROMISED);
        promise.channel().verified(50);
        assertAccepted(promise.channel().payInAdvance(51, 101));
        assertFalse(promise.safe());
        PromiseStep step = promises.sign(promise, Amount.of(161));
        assertEquals(Amount.of(101), step.rows().getFirst().marks().exposure());
        assertEquals(Amount.of(PROMISED), step.rows().getFirst().spend().spent());
    }

    @Test
    void keysThatOldHeadroomPaysAreWrittenBeforeTheSignature_I10() {
        Promise promise = restored(crashed(WORK), PROMISED);
        promise.channel().verified(50);
        assertAccepted(promise.channel().payInAdvance(50, 100));
        keys.buy(0, 5);
        assertFalse(promise.safe());
        PromiseStep step = promises.sign(promise, Amount.of(160));
        PromiseRow row = step.rows().getFirst();
        assertEquals(List.of(new KeyPurchase(WORK, ID, 0, 5, 0)), row.purchases());
        assertEquals(Amount.of(PROMISED), row.spend().spent(), "nothing is spent anew");
        promises.written(step);
        assertTrue(promise.safe());
    }

    @Test
    void theMarksOfAnotherWorkPromiseNothingForThisOne() {
        Promise promise = restored(crashed(OTHER), 0);
        assertFalse(promise.touched());
        assertFalse(promise.safe());
        assertEquals(List.of(), promises.note().rows(), "they stay the other work's");
        assertAccepted(promise.channel().payVerified(10));
        PromiseStep step = promises.sign(promise, Amount.of(120));
        assertEquals(WORK, step.rows().getFirst().marks().content());
        assertEquals(Amount.of(10), step.rows().getFirst().spend().spent());
        promises.written(step);
        assertTrue(promise.safe());
        assertEquals(Amount.of(10), promises.spent());
    }

    @Test
    void whatAPayeeProvesBeyondThePromiseIsNotSafeUntilWritten_T27() {
        Promise promise = restored(crashed(WORK), PROMISED);
        promise.channel().heal(Amount.of(PROMISED));
        promises.follow();
        assertTrue(promise.safe(), "it was promised");
        promise.channel().heal(Amount.of(PROMISED + 1));
        promises.follow();
        assertFalse(promise.safe());
        assertEquals(Amount.of(PROMISED + 1), promises.spent());
        promises.written(promises.note());
        assertTrue(promise.safe());
    }

    @Test
    void aKeyThatCameIsNewsThoughNoAmountMoved() {
        Promise promise = restored(PromiseMarks.NONE, 0);
        assertAccepted(promise.channel().payInAdvance(20, 100));
        keys.buy(0, 2);
        promises.written(promises.sign(promise, Amount.of(20)));
        assertEquals(List.of(), promises.note().rows());
        keys.received(0, index -> assertEquals(0, index));
        PromiseStep step = promises.note();
        assertEquals(
                List.of(new KeyPurchase(WORK, ID, 0, 2, 1)), step.rows().getFirst().purchases());
        promises.written(step);
        assertEquals(List.of(), promises.note().rows());
    }
}
