package dev.sluice.engine.session;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sluice.engine.Samples;
import dev.sluice.payments.money.Amount;
import org.junit.jupiter.api.Test;

/** Why it is buffering. A slice's fee is 1,000 and its key costs 3,000. */
final class OutlookTest {
    private static final long TOTAL = 40_000;

    private final SessionScript script = new SessionScript(Samples.price(10, 4_000)).seeders(2);

    @Test
    void aSliceWaitsForASeederThenForWhoSellsItsKeyThenForThePlayer() {
        script.start(TOTAL);
        script.tick(100);
        assertEquals("NO_SEEDER [] 0", script.outlook());
        script.ready(1, 0, 0);
        assertEquals("SEEDERS [1] 0", script.outlook());
        script.on(new SessionEvent.SliceVerified(1, 0));
        assertEquals("KEY_SERVICE [] 1000", script.outlook(), "paid with the next request");
        script.on(new SessionEvent.KeyServiceReady(Amount.ZERO));
        assertEquals("KEY [] 4000", script.outlook());
        script.on(new SessionEvent.KeysArrived(0, 1));
        assertEquals("PLAYER [] 4000", script.outlook());
    }

    @Test
    void aSeederThatIsAskedForAnotherSliceGivesNoCreditForThisOne() {
        script.start(TOTAL);
        script.ready(0, 0, 0);
        script.ready(1, 0, 0);
        script.on(new SessionEvent.SeederGone(0, "lost"));
        assertEquals("CREDIT [] 0", script.outlook());
    }

    @Test
    void whatLiesOnThisDiskIsReadThere() {
        script.onDisk(0L).start(TOTAL);
        script.tick(100);
        assertEquals("DISK [] 0", script.outlook());
    }

    @Test
    void aPriceAboveTheLimitIsSaidToBeThat() {
        script.start(3_999);
        script.ready(0, 0, 0);
        assertEquals("LIMIT [] 0", script.outlook());
    }
}
