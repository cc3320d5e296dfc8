package dev.sluice.engine.sim;

import java.util.ArrayList;
import java.util.List;

/**
 * The standard world of a seed, in which one node dies at one place (F2).
 *
 * @param seed of the standard world
 * @param point where
 */
public record CrashWorld(long seed, CrashPoint point) {
    /**
     * At least so many: every place that the standard world of each seed comes by, seed after seed.
     *
     * @param occurrences how often at most at each place
     */
    public static List<CrashWorld> atLeast(int many, int occurrences) {
        List<CrashWorld> worlds = new ArrayList<>();
        for (long seed = 0; worlds.size() < many; seed++)
            for (CrashPoint point : Simulation.crashPoints(seed, occurrences))
                worlds.add(new CrashWorld(seed, point));
        return worlds;
    }

    Outcome run() {
        return Simulation.run(seed, point);
    }
}
