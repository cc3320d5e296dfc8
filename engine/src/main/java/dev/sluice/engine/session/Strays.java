package dev.sluice.engine.session;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongPredicate;

/**
 * Requests that are on their way and whose answers are not wanted, or not wanted any more: the
 * player has gone elsewhere, or another seeder is asked for the same slice. Whatever has begun to
 * leave its seeder comes, and is owed when it fits; the rest the seeder takes back. Owned by the
 * session.
 */
final class Strays {
    private final List<Seeder> seeders;
    private final TreeMap<Long, Integer> requests = new TreeMap<>();

    Strays(List<Seeder> seeders) {
        this.seeders = seeders;
    }

    boolean isUnderWay(long index) {
        for (Seeder seeder : seeders) if (seeder.isUnderWay(index)) return true;
        return false;
    }

    private int underWay(long index) {
        int count = 0;
        for (Seeder seeder : seeders) if (seeder.isUnderWay(index)) count++;
        return count;
    }

    /** One more of the requests for that slice. */
    void add(long index) {
        requests.merge(index, 1, Integer::sum);
    }

    boolean has(long index) {
        return requests.containsKey(index);
    }

    /** One fewer; false when there was none: it has come, or is wanted again. */
    boolean remove(long index) {
        if (!requests.containsKey(index)) return false;
        requests.computeIfPresent(index, (_, count) -> count == 1 ? null : count - 1);
        return true;
    }

    boolean isEmpty() {
        return requests.isEmpty();
    }

    /**
     * Those that will not be answered any more, or were taken back; a slice once for each.
     *
     * @param awaited which slices are wanted: of these one request is no stray
     */
    List<Long> removeLost(LongPredicate awaited) {
        if (requests.isEmpty()) return List.of();
        List<Long> lost = new ArrayList<>();
        for (Map.Entry<Long, Integer> stray : requests.entrySet()) {
            long index = stray.getKey();
            int come = underWay(index) - (awaited.test(index) ? 1 : 0);
            for (int i = Math.max(0, come); i < stray.getValue(); i++) lost.add(index);
        }
        lost.forEach(this::remove);
        return lost;
    }
}
