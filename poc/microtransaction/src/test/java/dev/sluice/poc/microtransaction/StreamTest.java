package dev.sluice.poc.microtransaction;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.poc.microtransaction.Stream.Outcome;
import dev.sluice.poc.microtransaction.Wire.Faults;
import org.junit.jupiter.api.Test;

class StreamTest {
    private static final int SLICES = 60;
    private static final long HOUR_MS = 3_600_000;
    private final Faulty faulty = new Faulty(1, SLICES);

    @Test
    void all_arrives_within_the_window_whatever_is_lost() {
        for (Way way : Way.all())
            for (int window : new int[] {1, 4, 8})
                for (int seed = 1; seed <= 4; seed++) {
                    Outcome outcome = faulty.run(way, new Faults(10, 60), 2, window, seed, HOUR_MS);
                    String run = way.name() + ", window " + window + ", seed " + seed;
                    assertEquals(2 * SLICES, outcome.received(), run);
                    assertTrue(outcome.mostOwed() <= window, run + " breaks I2");
                }
    }

    @Test
    void the_same_seed_gives_the_same_run() {
        for (Way way : Way.all())
            assertEquals(
                    faulty.run(way, Faulty.ROUGH, 4, 8, 5, Long.MAX_VALUE),
                    faulty.run(way, Faulty.ROUGH, 4, 8, 5, Long.MAX_VALUE));
    }

    @Test
    void a_cheat_gets_one_window() {
        Cheats cheats = new Cheats(10);
        for (Way way : Way.all())
            for (int window : new int[] {1, 5}) {
                assertEquals(window, cheats.payerLeaves(way, window), way.name());
                assertEquals(window, cheats.payeeLeaves(way, window), way.name());
            }
    }

    @Test
    void the_highest_payment_makes_up_for_all_before_it_and_a_coin_does_not() {
        SentOnce once = new SentOnce(1);
        Faults lossy = new Faults(10, 60);
        assertTrue(once.counted(Scheme.vouchers(), lossy, 17) > 990);
        assertTrue(once.counted(Scheme.ticks(64), lossy, 17) > 990);
        assertTrue(once.counted(Scheme.coins(1 << 10), lossy, 17) < 950);
    }
}
