package dev.sluice.engine.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.engine.SeededTrials;
import dev.sluice.engine.session.Effects.Failure;
import dev.sluice.payments.money.Amount;
import dev.sluice.payments.terms.WorkPrice;
import java.util.EnumMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Whole sessions among peers that fail, in virtual time (I2, I3, I6, I8, I9). */
final class SessionWorldTest {
    private static final int TRIALS = 3_000;

    @Test
    void whateverGoesWrongMoneyIsBoundedAndTheSessionEnds() {
        Map<Failure.Kind, Integer> failures = new EnumMap<>(Failure.Kind.class);
        SeededTrials.run(
                TRIALS,
                random -> {
                    SessionWorld world = new SessionWorld(SessionPlan.any(random), random).run();
                    if (world.failure == null) world.checkDone();
                    else {
                        checkFailure(world);
                        failures.merge(world.failure.kind(), 1, Integer::sum);
                    }
                });
        System.out.println("sessions " + TRIALS + ", of which failed " + failures);
    }

    /** A player that seeks: to where it was, ahead in the window, far away, to the very end. */
    @Test
    void aPlayerThatGoesElsewhereGetsWhatItWantsAndOwesNoMore() {
        SeededTrials.run(
                600,
                random -> {
                    SessionPlan plan = SessionPlan.any(random).withSeeks(random);
                    SessionWorld world = new SessionWorld(plan, random).run();
                    if (world.failure == null) world.checkDone();
                    else checkFailure(world);
                });
    }

    @Test
    void withoutFaultsEverySeekIsPlayedAndPaid() {
        SeededTrials.run(
                300,
                random -> {
                    SessionPlan any = SessionPlan.any(random);
                    SessionPlan plan = SessionPlan.calm(any.price(), any.seeders());
                    SessionWorld world =
                            new SessionWorld(
                                    plan.withSeeks(random).withLimit(any.price().total().times(16)),
                                    random);
                    world.run().checkDone();
                });
    }

    private static void checkFailure(SessionWorld world) {
        Failure failure = world.needFailure();
        boolean tooLittle = !world.plan.isRich();
        switch (failure.kind()) {
            case BUDGET ->
                    assertTrue(tooLittle || lost(world), () -> failure + "\n" + world.trace());
            case NO_SEEDER ->
                    assertTrue(
                            lost(world) || world.plan.refusePercent() > 0,
                            () -> failure + "\n" + world.trace());
            default -> throw new AssertionError(failure + "\n" + world.trace());
        }
    }

    /**
     * Whether an honest seeder sent, for nothing, what used up its credit, or was paid for what it
     * took back later.
     */
    private static boolean lost(SessionWorld world) {
        return world.seeders.stream().anyMatch(s -> s.lostFees > 0 || !s.payer.exposure().isZero());
    }

    /** The last voucher did not reach the payee, or the payer's state is an old one (I6). */
    @Test
    void aSessionOnAChannelThatWasLeftInAnyStateIsPlayedAndPaid() {
        SeededTrials.run(
                500,
                random -> {
                    SessionPlan any = SessionPlan.any(random);
                    WorkPrice price = any.price();
                    long window = price.terms().price(price.sliceBytes());
                    Amount left = Amount.of(random.nextLong(50) * window);
                    Amount right = left.plus(random.nextLong(window + 1));
                    boolean old = random.nextBoolean();
                    SessionPlan calm = SessionPlan.calm(price, any.seeders());
                    SessionWorld world =
                            new SessionWorld(calm, random, old ? left : right, old ? right : left);
                    world.run().checkDone();
                });
    }

    @Test
    void seedersThatAreAwayForEverDoNotKeepTheFilmFromItsEnd() {
        SeededTrials.run(
                300,
                random -> {
                    SessionPlan any = SessionPlan.any(random);
                    SessionPlan calm = SessionPlan.calm(any.price(), 4);
                    SessionWorld world = new SessionWorld(calm, random);
                    for (SimulatedPayee away : world.seeders.subList(1, 4))
                        world.at(random.nextLong(2_000 * SessionWorld.MS), () -> world.leave(away));
                    world.run();
                    assertEquals(any.price().slices(), world.delivered, world::trace);
                    assertTrue(world.nowNs - world.lastDeliveredNs < 6_000 * SessionWorld.MS);
                });
    }

    @Test
    void withoutFaultsEverySessionIsPlayedAndPaid() {
        SeededTrials.run(
                500,
                random -> {
                    SessionPlan any = SessionPlan.any(random);
                    SessionPlan calm =
                            SessionPlan.calm(
                                    any.price(),
                                    any.ringSlots(),
                                    any.seeders(),
                                    any.price().total());
                    SessionWorld world = new SessionWorld(calm, random).run();
                    world.checkDone();
                    assertEquals(calm.price().total(), world.signed());
                });
    }
}
