package dev.sluice.engine.sim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.payments.ledger.InMemoryChain;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Some worlds of every kind (F1, F2); many more run with {@code sluice sim run}. */
final class SimulationTest {
    private static final int SEEDS = 50;
    private static final long EVENTS = 400;

    @Test
    void noWorldBreaksAPromise() {
        Coverage all = new Coverage();
        for (long seed = 0; seed < SEEDS; seed++) {
            Outcome outcome = Simulation.run(seed, EVENTS);
            assertNull(outcome.failure(), replay(seed));
            all.add(outcome.coverage());
        }
        for (Happening what :
                List.of(
                        Happening.NODE_CRASHED,
                        Happening.REORG,
                        Happening.MESSAGE_LOST,
                        Happening.REPLAY,
                        Happening.DOUBLE_SPEND,
                        Happening.CHANNEL_CLAIMED,
                        Happening.CHANNEL_CLOSED,
                        Happening.SESSION_DONE))
            assertTrue(all.of(what) > 0, what + " never happened");
    }

    private static String replay(long seed) {
        return "sluice sim replay " + seed + " --events " + EVENTS;
    }

    @Test
    void theSameSeedIsTheSameWorld() {
        Outcome once = Simulation.run(7, EVENTS);
        Outcome again = Simulation.run(7, EVENTS);
        assertEquals(once.trace(), again.trace());
        assertEquals(once.events(), again.events());
    }

    @Test
    void aNodeThatActsOnAnotherThreadBreaksTheWorld() throws InterruptedException {
        World world = World.of(7, Bug.NONE, null);
        world.begin();
        assertTrue(world.step());
        Thread.ofPlatform().start(() -> world.note(Happening.BLOCK, 0, 0, 0)).join();
        assertThrows(IllegalStateException.class, world::step);
    }

    @Test
    void anotherSeedIsAnotherWorld() {
        assertNotEquals(Simulation.run(7, EVENTS).trace(), Simulation.run(8, EVENTS).trace());
    }

    @Test
    void whoReadsChangesNothing() {
        List<String> lines = new ArrayList<>();
        assertEquals(
                Simulation.run(9, EVENTS).trace(), Simulation.run(9, EVENTS, lines::add).trace());
        assertTrue(lines.size() > 100, lines.size() + " lines");
    }

    /** A keeper that waited a second after a reorg was late for the end of an exit (I9, T4). */
    @Test
    void aClaimThatAReorgTookBackIsMadeAtOnceWhileAnExitRuns() {
        assertNull(Simulation.run(17_322, 2_000).failure());
    }

    /** Each was a fault of a core, and is a test of that core by its story too. */
    @ParameterizedTest
    @ValueSource(longs = {35_175, 40_667, 44_611, 46_458, 54_912, 58_549, 64_523, 70_889, 76_729})
    void aWorldThatBrokeAPromiseOnceHolds(long seed) {
        assertNull(Simulation.run(seed, 1_000).failure());
    }

    /** Reorgs in a row took back a claim that was final, and that its keeper had forgotten (T9). */
    @Test
    void whatWasFinalStays() {
        List<Long> heights = new ArrayList<>(List.of(0L, 0L));
        Outcome outcome = Simulation.run(206_174, 2_000, line -> follow(line, heights));
        assertNull(outcome.failure());
        assertTrue(outcome.coverage().of(Happening.REORG) > 3, "reorgs in a row");
    }

    /** The chain's height and the highest that it had. */
    private static void follow(String line, List<Long> heights) {
        String[] words = line.trim().split(" +", -1);
        long height = heights.getFirst();
        if (words[4].equals("BLOCK")) height++;
        if (words[4].equals("REORG")) height -= Long.parseLong(words[5]);
        heights.set(0, height);
        heights.set(1, Math.max(heights.get(1), height));
        assertTrue(heights.get(1) - height <= InMemoryChain.FINAL_DEPTH, heights.toString());
    }

    @Test
    void aNodeMayDieAnywhere() {
        List<CrashPoint> points = Simulation.crashPoints(1, 8);
        for (int i = 0; i < points.size(); i += 3) {
            Outcome outcome = new CrashWorld(1, points.get(i)).run();
            assertNull(outcome.failure(), points.get(i).toString());
            assertEquals(1, outcome.coverage().of(Happening.NODE_CRASHED), "one crash");
        }
    }
}
