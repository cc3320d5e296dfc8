package dev.sluice.poc.microtransaction;

import dev.sluice.poc.microtransaction.Stream.Outcome;
import dev.sluice.poc.microtransaction.Stream.Rules;
import dev.sluice.poc.microtransaction.Wire.Faults;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;

/** What each scheme stalls and what it leaves unpaid when messages are lost or reordered. */
final class Faulty {
    static final Faults ROUGH = new Faults(2, 60);
    private static final List<Faults> FAULTS =
            List.of(Faults.NONE, new Faults(0, 60), ROUGH, new Faults(10, 60));
    private static final int WINDOW = 8;
    private static final long FOREVER = Long.MAX_VALUE;

    private final int seeds;
    private final int slices;
    private final Signing signing = new NativeSigning();

    /**
     * @param slices how many each seeder is to serve
     */
    Faulty(int seeds, int slices) {
        this.seeds = seeds;
        this.slices = slices;
    }

    /** By way and fault, with a window of eight slices and one seeder. */
    List<Map<String, Object>> faults() {
        List<Map<String, Object>> rows = new ArrayList<>();
        for (Way way : Way.all()) for (Faults faults : FAULTS) rows.add(row(way, faults, 1));
        return rows;
    }

    /** By way and number of seeders, with a rough network. */
    List<Map<String, Object>> seeders() {
        List<Map<String, Object>> rows = new ArrayList<>();
        for (Way way : Way.all())
            for (int seeders : new int[] {1, 4, 16}) rows.add(row(way, ROUGH, seeders));
        return rows;
    }

    private Map<String, Object> row(Way way, Faults faults, int seeders) {
        Sum sum = new Sum();
        for (long seed = 1; seed <= seeds; seed++) {
            Outcome outcome = run(way, faults, seeders, WINDOW, seed, FOREVER);
            long cutMs = new SplittableRandom(seed).nextLong(outcome.finishedMs());
            Outcome cut = run(way, faults, seeders, WINDOW, seed, cutMs);
            sum.add(outcome, free(faults, seeders, seed), cut);
        }
        long all = (long) slices * seeders * seeds;
        return Rows.row(
                "scheme",
                way.name(),
                "messages",
                faults.title(),
                "seeders",
                seeders,
                "time, free = 1",
                ratio(sum.tookMs, sum.freeMs),
                "a slice is paid for after, ms",
                sum.untilPaidMs / Math.max(1, sum.paid),
                "refused, per 1,000 slices",
                1_000 * sum.refusals / all,
                "bytes a slice",
                sum.bytes / all,
                "owed, slices: most",
                sum.mostOwed,
                "when cut off, mean",
                ratio(sum.owedWhenCut, seeds * (long) seeders));
    }

    private static final class Sum {
        long tookMs;
        long freeMs;
        long refusals;
        long bytes;
        long mostOwed;
        long owedWhenCut;
        long untilPaidMs;
        long paid;

        void add(Outcome outcome, long free, Outcome cut) {
            tookMs += outcome.finishedMs();
            freeMs += free;
            refusals += outcome.refusals();
            bytes += outcome.paymentBytes();
            mostOwed = Math.max(mostOwed, outcome.mostOwed());
            owedWhenCut += cut.owed();
            untilPaidMs += outcome.untilPaidMs();
            paid += outcome.paid();
        }
    }

    /** By way: the smallest window in which no request is ever refused for want of a payment. */
    List<Map<String, Object>> windows() {
        List<Map<String, Object>> rows = new ArrayList<>();
        for (Way way : Way.all())
            rows.add(
                    Rows.row(
                            "scheme", way.name(),
                            "nothing lost", smallestWindow(way, Faults.NONE),
                            "2 % lost, reordered", smallestWindow(way, ROUGH)));
        return rows;
    }

    private long smallestWindow(Way way, Faults faults) {
        long needed = 1;
        for (long seed = 1; seed <= seeds; seed++) {
            while (refuses(way, faults, 2 * needed, seed)) needed *= 2;
            while (refuses(way, faults, needed, seed)) needed++;
        }
        return needed;
    }

    private boolean refuses(Way way, Faults faults, long window, long seed) {
        return run(way, faults, 1, (int) window, seed, FOREVER).refusals() > 0;
    }

    Outcome run(Way way, Faults faults, int seeders, int window, long seed, long cutMs) {
        Wire wire = new Wire(faults, seed);
        List<Till> tills = new ArrayList<>();
        Blocks blocks = new Blocks(wire, seeders);
        for (int i = 0; i < seeders; i++) tills.add(way.till(signing, blocks, i));
        return new Stream(wire, tills, Rules.honest(window, slices * seeders)).run(cutMs);
    }

    private long free(Faults faults, int seeders, long seed) {
        List<Till> tills = new ArrayList<>();
        for (int i = 0; i < seeders; i++) tills.add(Till.free());
        Wire wire = new Wire(faults, seed);
        return new Stream(wire, tills, Rules.honest(1, slices * seeders)).run(FOREVER).finishedMs();
    }

    private static String ratio(long of, long to) {
        return String.format(Locale.ROOT, "%.2f", (double) of / to);
    }
}
