package dev.sluice.engine.session;

import dev.sluice.payments.terms.WorkPrice;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongPredicate;
import org.jspecify.annotations.Nullable;

/**
 * Requests that are on their way and whose answers are not wanted, or not wanted any more: the
 * player has gone elsewhere, or another seeder is asked for the same slice. Whatever has begun to
 * leave its seeder comes, and is owed when it fits; the rest the seeder takes back. Owned by the
 * session.
 *
 * <p>Of second requests for a slice there are never more than may still be paid for (see {@link
 * Duplicates}), under way and come together.
 */
final class Strays {
    private final List<Seeder> seeders;
    private final WorkPrice price;
    private final TreeMap<Long, Count> requests = new TreeMap<>();
    private Duplicates duplicates = Duplicates.NONE;
    private long second;

    /** How many requests for a slice are strays, and how many of these are second ones. */
    private record Count(int all, int second) {
        private static final Count NONE = new Count(0, 0);
    }

    Strays(List<Seeder> seeders, WorkPrice price) {
        this.seeders = seeders;
        this.price = price;
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

    /** One more of the requests for that slice: the player has left it. */
    void add(long index) {
        Count count = count(index);
        put(index, new Count(count.all + 1, count.second));
    }

    /** One more, for a slice that another seeder was asked for. */
    void addSecond(long index) {
        Count count = count(index);
        put(index, new Count(count.all + 1, count.second + 1));
    }

    /** Whether one more second answer could be paid for. */
    boolean mayAskSecond() {
        return duplicates.slices() + second < Duplicates.most(price);
    }

    Duplicates duplicates() {
        return duplicates;
    }

    private Count count(long index) {
        return requests.getOrDefault(index, Count.NONE);
    }

    private void put(long index, Count count) {
        @Nullable Count before =
                count.all == 0 ? requests.remove(index) : requests.put(index, count);
        second += count.second - (before == null ? 0 : before.second);
    }

    boolean has(long index) {
        return requests.containsKey(index);
    }

    /** The slice is wanted again: one of its requests is no stray any more, if there is one. */
    void wantedAgain(long index) {
        Count count = count(index);
        if (count.all > 0)
            put(index, new Count(count.all - 1, Math.min(count.second, count.all - 1)));
    }

    /** One has come; false when there was none. A second one is the last of its slice. */
    boolean came(long index) {
        Count count = count(index);
        if (count.all == 0) return false;
        if (count.second == count.all)
            duplicates = duplicates.plus(price.terms().seederFee(price.bytesOf(index)));
        wantedAgain(index);
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
        for (Map.Entry<Long, Count> stray : requests.entrySet()) {
            long index = stray.getKey();
            int come = underWay(index) - (awaited.test(index) ? 1 : 0);
            for (int i = Math.max(0, come); i < stray.getValue().all; i++) lost.add(index);
        }
        lost.forEach(this::lost);
        return lost;
    }

    private void lost(long index) {
        Count count = count(index);
        put(index, new Count(count.all - 1, Math.max(0, count.second - 1)));
    }
}
