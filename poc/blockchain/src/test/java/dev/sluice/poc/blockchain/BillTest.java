package dev.sluice.poc.blockchain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class BillTest {

    @Test
    void an_hour_has_8583_slices_of_419_ms() {
        assertEquals(8_583, Usage.SLICES_PER_HOUR);
        assertEquals(419, Matrix.SLICE_MS);
    }

    @Test
    void a_transfer_on_l1_costs_82_cents_at_the_prices_assumed() {
        assertEquals("0.819", Prices.text(Prices.L1.usd(21_000)));
    }

    @Test
    void shares_are_rounded_up() {
        assertEquals(new Cost(11, 2, 1), new Cost(101, 20, 1).sharedBy(10));
    }

    @Test
    void a_step_is_measured_once() {
        Steps steps = new Steps();
        steps.add("open", Cost.NONE);
        assertThrows(IllegalArgumentException.class, () -> steps.add("open", Cost.NONE));
        assertThrows(IllegalArgumentException.class, () -> steps.of("close"));
    }
}
