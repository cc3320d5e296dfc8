package dev.sluice.engine.sim;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * What goes wrong, and when: chance under the plan's rates while faults last, or one crash point
 * and nothing else. Counts what a world comes by, so that crash points can be listed.
 */
@SuppressWarnings("EnumOrdinal") // numbers of this run alone
final class Faults {
    private static final int MILLION = 1_000_000;

    private final Plan plan;
    private final RandomGenerator random;
    private final @Nullable CrashPoint only;
    private final int[][] passed;
    private boolean calm;

    Faults(Plan plan, RandomGenerator random, @Nullable CrashPoint only) {
        this.plan = plan;
        this.random = random;
        this.only = only;
        this.passed = new int[plan.nodes()][Site.values().length];
    }

    /** Faults have stopped. */
    boolean calm() {
        return calm;
    }

    void stop() {
        calm = true;
    }

    boolean crashes(int node, Site site) {
        int count = ++passed[node][site.ordinal()];
        if (only != null)
            return only.node() == node
                    && only.occurrence() == count
                    && only.site().equals(site.name());
        return chance(plan.crashPerMillion());
    }

    /** True so many times in a million, while faults last. */
    boolean chance(int perMillion) {
        return !calm && perMillion > 0 && random.nextInt(MILLION) < perMillion;
    }

    /** Every place where a node could have died, up to so many times each. */
    List<CrashPoint> points(int occurrences) {
        List<CrashPoint> points = new ArrayList<>();
        for (int node = 0; node < passed.length; node++)
            for (Site site : Site.values())
                for (int i = 1; i <= Math.min(occurrences, passed[node][site.ordinal()]); i++)
                    points.add(new CrashPoint(node, site.name(), i));
        return points;
    }
}
