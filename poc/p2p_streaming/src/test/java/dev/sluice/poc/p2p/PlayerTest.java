package dev.sluice.poc.p2p;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class PlayerTest {
    private static final long MS = 1_000_000;

    /** Plays a byte a millisecond. */
    private final Player player = new Player(1_000);

    @Test
    void a_player_that_always_has_something_never_stalls() {
        for (int i = 0; i < 10; i++) player.deliver(100, (5 + i * 100) * MS);

        assertEquals(0, player.stalledPercent(), 1e-9);
    }

    @Test
    void the_wait_before_the_first_slice_is_no_stall_and_each_later_one_is() {
        player.deliver(100, 700 * MS);
        player.deliver(100, 850 * MS);
        player.deliver(100, 900 * MS);

        assertEquals(100.0 * 50 / 350, player.stalledPercent(), 1e-6);
    }

    @Test
    void it_tells_how_long_it_can_play_on() {
        player.deliver(100, 0);

        assertEquals(100 * MS, player.bufferedNs(0));
        assertEquals(30 * MS, player.bufferedNs(70 * MS));
        assertEquals(0, player.bufferedNs(170 * MS));
    }
}
