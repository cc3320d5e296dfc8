package dev.sluice.poc.p2p;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ScheduleTest {
    private static final int SLICES = 40;
    private static final int BYTES = 1_000;
    private static final int FAST = 0;
    private static final int SLOW = 1;
    private static final long MS = 1_000_000;

    private final Swarm swarm = new Swarm(SLICES, BYTES, 2, 20 * BYTES);
    private final Player player = new Player(100 * BYTES);

    ScheduleTest() {
        for (int slice = 0; slice < SLICES; slice++) {
            swarm.holds(FAST, slice);
            if (slice % 4 != 2) swarm.holds(SLOW, slice);
        }
    }

    @Test
    void sequential_asks_in_order_what_the_seeder_has() {
        assertEquals(List.of(0, 1, 3, 4, 5), ask(Schedule.sequential(), SLOW, 5, 0));
        assertEquals(List.of(2, 6, 7), ask(Schedule.sequential(), FAST, 3, 0));
    }

    @Test
    void nothing_is_asked_beyond_the_horizon() {
        assertEquals(20, ask(Schedule.sequential(), FAST, SLICES, 0).size());
    }

    @Test
    void rarest_first_asks_what_one_seeder_has_before_what_both_have() {
        List<Integer> asked = ask(new RarestFirst(20 * BYTES), FAST, 7, 0);

        assertTrue(asked.subList(0, 5).stream().allMatch(slice -> slice % 4 == 2), asked + "");
        assertTrue(asked.subList(5, 7).stream().noneMatch(slice -> slice % 4 == 2), asked + "");
    }

    @Test
    void a_slow_seeder_gets_the_first_slice_that_nobody_brings_sooner() {
        measure();

        assertEquals(List.of(12), ask(new Deadlines(0), SLOW, 1, 0), "after ten of the fast one");
        assertEquals(List.of(2, 3, 4), ask(new Deadlines(0), FAST, 3, 0));
    }

    @Test
    void room_is_what_a_seeder_brings_in_400_ms_and_two_slices_at_least() {
        Deadlines deadlines = new Deadlines(0);
        assertEquals(2L * BYTES, deadlines.roomBytes(swarm, FAST), "not measured");
        measure();

        assertEquals(40L * BYTES, deadlines.roomBytes(swarm, FAST));
        assertEquals(3_809, deadlines.roomBytes(swarm, SLOW));
    }

    @Test
    void what_is_late_is_asked_for_twice_within_the_budget() {
        measure();
        for (int slice : new int[] {3, 4, 5}) swarm.ask(SLOW, slice, 200 * MS);

        assertEquals(Schedule.NONE, new Deadlines(0).hedge(swarm, FAST, player, 200 * MS));
        Deadlines hedging = new Deadlines(0.05);
        assertEquals(
                4, hedging.hedge(swarm, FAST, player, 200 * MS), "the first that gains 100 ms");
        assertEquals(Schedule.NONE, hedging.hedge(swarm, FAST, player, 200 * MS), "spent");
    }

    @Test
    void a_slice_that_was_not_asked_for_is_not_taken_and_a_liar_is_left() {
        swarm.ask(SLOW, 0, 0);
        swarm.ask(SLOW, 1, 0);

        assertFalse(swarm.came(SLOW, 7, MS));
        assertFalse(swarm.came(FAST, 0, MS));
        assertTrue(swarm.came(SLOW, 0, MS));
        swarm.leave(SLOW, 0);

        assertEquals(List.of(), ask(Schedule.sequential(), SLOW, 1, 0));
        assertEquals(List.of(0, 1, 2), ask(Schedule.sequential(), FAST, 3, 0));
    }

    /** Slice 0 came from the fast seeder in 10 ms, slice 1 from the slow one in 105 ms. */
    private void measure() {
        swarm.ask(FAST, 0, 0);
        swarm.came(FAST, 0, 10 * MS);
        swarm.keep(0);
        swarm.ask(SLOW, 1, 0);
        swarm.came(SLOW, 1, 105 * MS);
        swarm.keep(1);
    }

    private List<Integer> ask(Schedule schedule, int peer, int count, long nowNs) {
        List<Integer> asked = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int slice = schedule.next(swarm, peer, nowNs);
            if (slice == Schedule.NONE) break;
            swarm.ask(peer, slice, nowNs);
            asked.add(slice);
        }
        return asked;
    }
}
