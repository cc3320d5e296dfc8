package dev.sluice.engine.payee;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.junit.jupiter.api.Test;

/** When a silent ledger ends credit: at a quarter of the exit delay, and not a moment before. */
final class CreditStopTest {
    private static final long START = 5_000;
    private static final Optional<ChannelChange> SILENT =
            Optional.of(new ChannelChange.LedgerSilent());
    private static final Optional<ChannelChange> BACK = Optional.of(new ChannelChange.LedgerBack());

    private final CreditStop stop = new CreditStop(40, START);

    @Test
    void creditStopsAtAQuarterOfTheExitDelay() {
        assertEquals(10_000, stop.limitMillis());
        assertEquals(Optional.empty(), stop.tick(START));
        assertEquals(Optional.empty(), stop.tick(START + 9_999));
        assertFalse(stop.isStopped());
        assertEquals(SILENT, stop.tick(START + 10_000));
        assertEquals(Optional.empty(), stop.tick(START + 10_001), "it is said once");
        assertTrue(stop.isStopped());
    }

    @Test
    void aFreshHeadStartsTheTimeAgain() {
        stop.heard(START + 9_000, 0);
        assertEquals(Optional.empty(), stop.tick(START + 18_999));
        assertEquals(SILENT, stop.tick(START + 19_000));
    }

    @Test
    void whatTheLedgerSaysOfItsOwnSilenceCounts() {
        stop.heard(START + 12_000, 10_000);
        assertEquals(10_000, stop.silentMillis(START + 12_000));
        assertEquals(SILENT, stop.tick(START + 12_000));
        stop.heard(START + 13_000, 13_000);
        assertEquals(11_000, stop.silentMillis(START + 13_000), "an older head is no news");
    }

    @Test
    void itComesBackByItself() {
        assertEquals(SILENT, stop.tick(START + 10_000));
        stop.heard(START + 20_000, 0);
        assertEquals(BACK, stop.tick(START + 20_000));
        assertFalse(stop.isStopped());
        assertEquals(SILENT, stop.tick(START + 30_000));
    }

    @Test
    void withoutAnExitDelayThereIsNothingToProtect() {
        CreditStop none = new CreditStop(0, START);
        assertEquals(Optional.empty(), none.tick(Long.MAX_VALUE));
        assertThrows(IllegalArgumentException.class, () -> new CreditStop(-1, START));
    }
}
