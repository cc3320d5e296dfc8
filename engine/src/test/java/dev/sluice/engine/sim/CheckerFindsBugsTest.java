package dev.sluice.engine.sim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.fail;

import dev.sluice.engine.sim.checker.Invariant;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A fault that is put in on purpose is found, and under the right promise. */
final class CheckerFindsBugsTest {
    private static final int SEEDS = 120;
    private static final long EVENTS = 600;

    private static final Map<Bug, Set<Invariant>> FOUND_AS = new EnumMap<>(Bug.class);

    static {
        FOUND_AS.put(Bug.ANSWERS_BEFORE_COMMIT, EnumSet.of(Invariant.I1));
        FOUND_AS.put(Bug.FORGETS_PROMISES, EnumSet.of(Invariant.PROMISE));
        FOUND_AS.put(Bug.GIVES_MORE_CREDIT, EnumSet.of(Invariant.I2));
        FOUND_AS.put(Bug.RELEASES_UNPAID_KEYS, EnumSet.of(Invariant.I8));
        FOUND_AS.put(Bug.PAYS_UNVERIFIED_SLICES, EnumSet.of(Invariant.I3));
        FOUND_AS.put(Bug.SUMS_VOUCHERS, EnumSet.of(Invariant.I5));
        FOUND_AS.put(Bug.IGNORES_THE_RESERVE, EnumSet.of(Invariant.I5));
        FOUND_AS.put(Bug.BELIEVES_THE_FIRST_ENDPOINT, EnumSet.of(Invariant.I5));
        FOUND_AS.put(Bug.FORGETS_EXPOSURE, EnumSet.of(Invariant.I3));
        FOUND_AS.put(Bug.LOSES_CLAIMS_IN_REORGS, EnumSet.of(Invariant.I9));
        FOUND_AS.put(Bug.NEVER_CLAIMS, EnumSet.of(Invariant.I9));
        FOUND_AS.put(Bug.PLAYS_LIES, EnumSet.of(Invariant.I7));
        FOUND_AS.put(Bug.SERVES_WHAT_IT_RELEASED, EnumSet.of(Invariant.I9));
        FOUND_AS.put(Bug.GOES_ON_AFTER_A_FAILED_WRITE, EnumSet.of(Invariant.I10));
        FOUND_AS.put(Bug.WRITES_OLD_VOUCHERS, EnumSet.of(Invariant.I1, Invariant.I6));
        FOUND_AS.put(Bug.FORGETS_DEBTS, EnumSet.of(Invariant.I2));
        FOUND_AS.put(Bug.TAKES_BACK_WHAT_LEFT, EnumSet.of(Invariant.I2));
        FOUND_AS.put(Bug.MAKES_MONEY, EnumSet.of(Invariant.I4));
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE")
    void theRightPromiseIsReported(Bug bug) {
        for (long seed = 0; seed < SEEDS; seed++) {
            Invariant broken = Simulation.run(seed, EVENTS, bug).invariant();
            if (broken != null && FOUND_AS.getOrDefault(bug, Set.of()).contains(broken)) return;
        }
        fail(bug + " was not found as " + FOUND_AS.get(bug) + " in " + SEEDS + " worlds");
    }

    @Test
    void everyBugIsExpectedToBeFound() {
        assertEquals(EnumSet.complementOf(EnumSet.of(Bug.NONE)), FOUND_AS.keySet());
    }
}
