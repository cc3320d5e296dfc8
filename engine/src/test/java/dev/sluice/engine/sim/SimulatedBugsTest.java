package dev.sluice.engine.sim;

import static org.junit.jupiter.api.Assertions.assertNull;

import org.junit.jupiter.api.Test;

/** What simulated worlds have found, each by the world that found it. */
final class SimulatedBugsTest {
    private static void holds(long seed) {
        Outcome outcome = Simulation.run(seed, 1_000);
        assertNull(outcome.failure(), "sluice sim replay " + seed + " --events 1000");
    }

    /**
     * I2: a payer paid for bytes far ahead and took them; the seeder's disk said what was served as
     * of the voucher, before the bytes. After a restart they could be taken once more.
     */
    @Test
    void bytesThatWerePaidAheadAreNotServedTwiceAfterARestart() {
        holds(170);
    }

    /**
     * I9: a channel that had paid all it could, and was claimed to the end, could not be shown any
     * more, so keys that were paid for could not be asked for again.
     */
    @Test
    void keysThatWerePaidForCanBeAskedForOnAChannelThatIsUsedUp() {
        holds(283);
    }
}
