package dev.sluice.engine.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.engine.Samples;
import dev.sluice.engine.session.Effects.Failure;
import dev.sluice.payments.money.Amount;
import dev.sluice.payments.rules.Reason;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/**
 * Slices that lie on the payer's own disk, and seeders that lack some. A slice's fee is 1,000 and
 * its key costs 3,000.
 */
final class LocalSlicesTest {
    private static final long TOTAL = 40_000;

    private final SessionScript script = new SessionScript(Samples.price(10, 4_000)).seeders(1);

    @Test
    void whatLiesOnTheDiskIsReadAndNotAskedFor() {
        script.onDisk(0L, 2L, 3L).start(TOTAL);
        script.tick(1);
        assertEquals("read 0; read 2; read 3", script.take());
        script.ready(0, 0, 0);
        assertEquals("ask 0 1 pages null", script.take());
        script.on(new SessionEvent.SliceVerified(0, 1));
        assertEquals("ask 0 4  1000", script.take());
    }

    @Test
    void aWorkThatIsAllHereCostsItsKeys() {
        allHere().start(TOTAL - 10_000);
        script.playAllFrom(0);
        assertTrue(script.isDone());
        assertEquals(Amount.of(TOTAL - 10_000), script.signed());
        assertEquals(Amount.ZERO, script.money(0).nextCumulative(), "nobody was asked for bytes");
    }

    @Test
    void andNotOneUnitLess() {
        allHere().start(TOTAL - 10_001);
        script.playFrom(0, 9);
        assertEquals(Failure.Kind.BUDGET, script.failureAfterSettling().kind());
    }

    private SessionScript allHere() {
        return script.onDisk(LongStream.range(0, 10).boxed().toArray(Long[]::new));
    }

    @Test
    void aWorkThatIsAllHereIsPlayedThoughItsLastSeederIsDropped() {
        allHere().start(TOTAL);
        script.ready(0, 0, 0);
        script.on(new SessionEvent.SeederRefused(0, "never"));
        script.playAllFrom(0);
        assertTrue(script.isDone());
    }

    @Test
    void whatCannotBeReadIsBoughtAfterAll() {
        script.onDisk(0L).start(TOTAL);
        script.tick(1);
        script.ready(0, 0, 0);
        assertEquals("read 0; ask 0 1 pages null", script.take());
        script.on(new SessionEvent.SliceUnreadable(0, "rotten"));
        script.on(new SessionEvent.SliceVerified(0, 1));
        assertEquals("ask 0 0  1000", script.take());
        script.on(new SessionEvent.SliceVerified(0, 0));
        script.playAllFrom(0);
        script.acknowledge(0);
        assertTrue(script.isDone());
        assertEquals(Amount.of(TOTAL), script.signed());
    }

    @Test
    void whatCannotBeReadIsNotBoughtBeyondTheLimit() {
        script.onDisk(0L).start(TOTAL - 1_000);
        script.tick(1);
        script.on(new SessionEvent.SliceUnreadable(0, "rotten"));
        assertEquals(Failure.Kind.BUDGET, script.failureAfterSettling().kind());
    }

    @Test
    void whatCannotBeReadAndBoughtOfNobodyEndsThePlaybackAtOnce() {
        allHere().start(TOTAL);
        script.on(new SessionEvent.SeederRefused(0, "never"));
        script.on(new SessionEvent.SliceUnreadable(4, "rotten"));
        Failure failure = script.failureAfterSettling();
        assertEquals(Failure.Kind.NO_SEEDER, failure.kind());
        assertEquals("slice 4 on this disk: rotten; nobody else has it", failure.text());
    }

    @Test
    void aSeederThatLacksASliceIsAskedAgainAfterAPauseAndForItsPageToo() {
        script.start(TOTAL);
        script.ready(0, 0, 0);
        script.take();
        script.refused(0, 0, Reason.NOT_HELD);
        assertEquals("", script.take(), "neither dropped nor shown the channel again");
        script.tick(99);
        assertEquals("", script.take());
        script.tick(1);
        assertEquals("ask 0 1 pages null", script.take(), "its credit is what it was");
        script.on(new SessionEvent.SliceVerified(0, 1));
        assertEquals("ask 0 0  1000", script.take());
    }

    /** The seeder refused before it looked at the voucher. */
    @Test
    void aVoucherThatRodeOnARefusedRequestIsSentAgain() {
        script.start(TOTAL);
        script.ready(0, 0, 0);
        script.on(new SessionEvent.SliceVerified(0, 0));
        script.take();
        script.refused(0, 1, Reason.NOT_HELD);
        script.tick(100);
        assertEquals("ask 0 2  1000", script.take());
        assertEquals(Amount.of(1_000), script.money(0).nextCumulative(), "the same one");
    }
}
