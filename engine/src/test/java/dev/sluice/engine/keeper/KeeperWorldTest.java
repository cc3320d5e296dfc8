package dev.sluice.engine.keeper;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.engine.SeededTrials;
import org.junit.jupiter.api.Test;

/** The keeper in seeded worlds. */
final class KeeperWorldTest {
    private static final int TRIALS = 12;
    private static final int STEPS = 200;

    @Test
    void onceFaultsStopEveryVoucherIsPaidBeforeTheExitEnds() {
        SeededTrials.run(
                TRIALS,
                random -> {
                    KeeperWorld world = new KeeperWorld(random, true);
                    for (int i = 0; i < STEPS; i++) world.step();
                    world.calm();
                    for (int i = 0; i < 60; i++) world.pass(10);
                    world.assertPaid(false);
                    for (int i = 0; i < 40; i++) world.pass(50);
                    world.assertPaid(true);
                    int wasted = world.wastedRows;
                    for (int i = 0; i < 50; i++) world.pass(100);
                    assertEquals(wasted, world.wastedRows, "nothing is sent twice in peace");
                });
    }

    @Test
    void withoutFaultsNoRowIsSentInVain() {
        SeededTrials.run(
                TRIALS,
                random -> {
                    KeeperWorld world = new KeeperWorld(random, false);
                    for (int i = 0; i < STEPS; i++) world.step();
                    for (int i = 0; i < 100; i++) world.pass(20);
                    world.assertPaid(true);
                    assertEquals(0, world.wastedRows);
                    assertTrue(world.paidRows > 0);
                });
    }

    @Test
    void aPayerWhoLeavesInMidTroubleIsClaimedFromInTime() {
        SeededTrials.run(
                TRIALS,
                random -> {
                    KeeperWorld world = new KeeperWorld(random, true);
                    for (int i = 0; i < STEPS / 2; i++) world.step();
                    world.leaveAll();
                    for (int i = 0; i < STEPS / 2; i++) world.pass(random.nextInt(20));
                    world.calm();
                    for (int i = 0; i < 60; i++) world.pass(10);
                    world.assertPaid(true);
                });
    }
}
