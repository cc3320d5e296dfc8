package dev.sluice.engine.scheduler;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

final class EstimatorsTest {
    private static final long MS = 1_000_000;

    @Test
    void aRateIsBytesOverBusyTime() {
        RateEstimator rate = new RateEstimator();
        assertFalse(rate.isMeasured());
        rate.sample(1_000_000, 500 * MS);
        assertTrue(rate.isMeasured());
        assertEquals(2_000_000, rate.bytesPerSecond());
        assertEquals(250 * MS, rate.timeNs(500_000));
    }

    @Test
    void slicesThatComeInOneBurstDoNotMakeAPeerFast() {
        RateEstimator rate = new RateEstimator();
        for (int i = 0; i < 64; i++) rate.sample(100_000, i % 4 == 0 ? 400 * MS : 0);
        assertEquals(1_000_000.0, (double) rate.bytesPerSecond(), 250_000);
    }

    @Test
    void aRateFollowsWhatIsMeasured() {
        RateEstimator rate = new RateEstimator();
        for (int i = 0; i < 32; i++) rate.sample(100_000, 10 * MS);
        for (int i = 0; i < 32; i++) rate.sample(100_000, 1_000 * MS);
        assertEquals(100_000.0, (double) rate.bytesPerSecond(), 2_000);
        for (int i = 0; i < 64; i++) rate.sample(100_000, 10 * MS);
        assertEquals(10_000_000.0, (double) rate.bytesPerSecond(), 200_000);
    }

    @Test
    void theLargestSamplesStayWithinALong() {
        RateEstimator rate = new RateEstimator();
        for (int i = 0; i < 1_000; i++) rate.sample(1 << 30, 1);
        assertTrue(rate.bytesPerSecond() > 0);
        for (int i = 0; i < 1_000; i++) rate.sample(1, Long.MAX_VALUE);
        assertEquals(1, rate.bytesPerSecond());
        assertThrows(IllegalArgumentException.class, () -> rate.sample((1 << 30) + 1, 1));
        assertThrows(IllegalArgumentException.class, () -> rate.sample(0, 1));
        assertThrows(IllegalArgumentException.class, () -> rate.sample(1, -1));
    }

    /** RFC 9002, sections 5.3 and 6.2.2. */
    @Test
    void aRoundTripIsSmoothedAsQuicDoesIt() {
        RoundTripEstimator roundTrip = new RoundTripEstimator();
        assertEquals(333 * MS, roundTrip.smoothedNs());
        roundTrip.sample(100 * MS);
        assertEquals(100 * MS, roundTrip.smoothedNs());
        assertEquals(300 * MS, roundTrip.upperNs());
        roundTrip.sample(180 * MS);
        assertEquals(110 * MS, roundTrip.smoothedNs());
        // 3/4 of 50 ms and a quarter of the 80 ms between the sample and what was thought
        assertEquals(110 * MS + 4 * (75 * MS / 2 + 20 * MS), roundTrip.upperNs());
    }

    @Test
    void anAnswerBoundsTheRoundTripFromAbove() {
        RoundTripEstimator roundTrip = new RoundTripEstimator();
        roundTrip.sample(100 * MS);
        roundTrip.answeredIn(100 * MS);
        assertEquals(100 * MS, roundTrip.smoothedNs());
        roundTrip.answeredIn(20 * MS);
        assertEquals(90 * MS, roundTrip.smoothedNs());
    }

    @Test
    void oneSliceInTwentyMayBeAskedForTwice() {
        HedgeBudget budget = new HedgeBudget(5, 0);
        for (int i = 0; i < 19; i++) budget.arrived();
        assertFalse(budget.take(), "19 arrived");
        budget.arrived();
        assertTrue(budget.take(), "20 arrived");
        assertFalse(budget.take());
        for (int i = 0; i < 21; i++) budget.arrived();
        assertTrue(budget.take(), "21 arrived");
        assertFalse(budget.take());
    }

    @Test
    void aBudgetHoldsNoMoreThanItsBurst() {
        HedgeBudget budget = new HedgeBudget(5, 2);
        for (int i = 0; i < 1_000; i++) budget.arrived();
        assertTrue(budget.take());
        assertTrue(budget.take());
        assertFalse(budget.take());
    }

    @Test
    void aPlayerThatTakesAheadHasABufferThatCounts() {
        PlayClock clock = new PlayClock(100);
        clock.restart(7, 1_000);
        assertEquals(1_200, clock.deadlineNs(9));
        clock.taken(8, 1_500);
        assertEquals(1_600, clock.deadlineNs(8), "it began late");
        clock.taken(12, 1_510);
        assertEquals(2_000, clock.deadlineNs(12), "it has four slices more to play");
        clock.notHungry(2_500);
        assertEquals(2_500, clock.deadlineNs(12), "it paused");
    }
}
