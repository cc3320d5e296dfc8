package dev.sluice.streaming.quic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;

/** In virtual time. */
final class PacerTest {
    private static final long SECOND_NS = 1_000_000_000;
    private static final long RATE = 1 << 20;

    @Test
    void whatIsSentInTenSecondsIsTheRateToFivePercentWhateverThePiecesAndTheTimer() {
        for (long seed = 1; seed <= 100; seed++) {
            Random random = new Random(seed);
            long nowNs = random.nextLong();
            long endNs = nowNs + 10 * SECOND_NS;
            Pacer pacer = new Pacer(RATE, nowNs);
            long sent = 0;
            while (nowNs < endNs) {
                int bytes = 1 + random.nextInt(256 << 10);
                long waitNs = pacer.take(bytes, nowNs);
                if (waitNs == 0) sent += bytes;
                else nowNs += waitNs + random.nextInt(20_000_000); // timers are late
            }
            assertTrue(
                    Math.abs(sent - 10 * RATE) <= RATE / 2, sent + " bytes, SLUICE_SEED=" + seed);
        }
    }

    @Test
    void aPieceLeavesAtTheInstantItIsDueAndNotBefore() {
        Pacer pacer = new Pacer(RATE, 0);
        assertEquals(0, pacer.take(1 << 20, SECOND_NS));
        long due = 2 * SECOND_NS - 100_000_000; // what was not used counts for 0.1 s
        assertEquals(1, pacer.take(1, due - 1));
        assertEquals(0, pacer.take(1, due));
        assertTrue(pacer.take(1, due) > 0);
    }

    @Test
    void whatHasMovedAlreadyIsCountedThoughItIsTooMuch() {
        Pacer pacer = new Pacer(RATE, 0);
        assertEquals(SECOND_NS, pacer.took(1 << 20, 0));
        assertEquals(2 * SECOND_NS, pacer.took(1 << 20, 0));
        assertEquals(2 * SECOND_NS, pacer.take(1, 0));
    }

    @Test
    void aRateIsNoneOrAtLeastTheLeast() {
        assertEquals(0, new Rates(0, Rates.LEAST).upBytesPerSecond());
        for (long bad : new long[] {-1, 1, Rates.LEAST - 1, (1L << 40) + 1}) {
            assertThrows(IllegalArgumentException.class, () -> new Rates(bad, 0));
            assertThrows(IllegalArgumentException.class, () -> new Rates(0, bad));
        }
    }
}
