package dev.sluice.poc.p2p;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class ShaperTest {
    /** A byte a microsecond, 20 µs of delay, 30 µs of queue. */
    private final Shaper shaper = new Shaper(1_000_000, 20_000, 30_000);

    @Test
    void packets_leave_one_after_the_other_at_the_rate() {
        assertEquals(30_000, shaper.arrivalNs(10, 0));
        assertEquals(40_000, shaper.arrivalNs(10, 0));
        assertEquals(530_000, shaper.arrivalNs(10, 500_000), "an idle line begins anew");
    }

    @Test
    void what_does_not_fit_the_queue_is_dropped() {
        shaper.arrivalNs(30, 0);

        assertEquals(51_000, shaper.arrivalNs(1, 0), "waits the whole queue");
        assertEquals(Shaper.DROPPED, shaper.arrivalNs(1, 0));
        assertEquals(52_000, shaper.arrivalNs(1, 1_000));
    }
}
