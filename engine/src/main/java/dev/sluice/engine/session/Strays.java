package dev.sluice.engine.session;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/**
 * Slices that are on their way though the player has gone elsewhere. A request cannot be taken
 * back: the seeder has counted it as served. So they are let come, and are owed when they fit.
 * Owned by the session.
 */
final class Strays {
    private final List<Seeder> seeders;
    private final TreeSet<Long> slices = new TreeSet<>();

    Strays(List<Seeder> seeders) {
        this.seeders = seeders;
    }

    boolean isUnderWay(long index) {
        for (Seeder seeder : seeders) if (seeder.isUnderWay(index)) return true;
        return false;
    }

    void add(long index) {
        slices.add(index);
    }

    boolean has(long index) {
        return slices.contains(index);
    }

    /** True when it was one: it has come, or is wanted again. */
    boolean remove(long index) {
        return slices.remove(index);
    }

    boolean isEmpty() {
        return slices.isEmpty();
    }

    /** Those that will not come any more: their seeders are gone or have refused. */
    List<Long> removeLost() {
        if (slices.isEmpty()) return List.of();
        List<Long> lost = new ArrayList<>();
        for (long index : slices) if (!isUnderWay(index)) lost.add(index);
        lost.forEach(slices::remove);
        return lost;
    }
}
