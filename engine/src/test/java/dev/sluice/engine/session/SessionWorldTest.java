package dev.sluice.engine.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.engine.SeededTrials;
import dev.sluice.engine.session.Effects.Failure;
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

    private static void checkFailure(SessionWorld world) {
        Failure failure = world.needFailure();
        boolean tooLittle = world.plan.limit().compareTo(world.plan.price().total()) < 0;
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

    /** Whether an honest seeder sent, for nothing, what used up its credit. */
    private static boolean lost(SessionWorld world) {
        return world.seeders.stream().anyMatch(s -> s.lostFees > 0);
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
