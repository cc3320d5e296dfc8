package dev.sluice.engine.scheduler;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.engine.SeededTrials;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Promises of the scheduler, over many worlds; {@code sluice.scheduler.seeds} asks for more. */
final class SchedulerWorldTest {
    private static final int SEEDS = Integer.getInteger("sluice.scheduler.seeds", 50);
    private static final long SECOND_NS = 1_000_000_000L;

    /**
     * The oracle has each byte when it could be sent; a scheduler has slices, and must guess. So a
     * single unlucky world may stall for seconds, but not many.
     */
    @Test
    void everySliceIsPlayedInTimeAndNothingIsAskedInVain() {
        long[] spacious = {0};
        long[] stalledNs = {0};
        SeededTrials.run(
                SEEDS,
                random -> {
                    StreamPlan plan = StreamPlan.of(random.nextLong());
                    StreamWorld.Score score = world(plan).run(SchedulerWorldTest::asksInVain);
                    assertTrue(score.finished, plan + ": " + score);
                    wastesLittle(plan, score);
                    if (!isSpacious(plan)) return;
                    long above = score.stallNs - Oracle.stallNs(plan);
                    assertTrue(above < 8 * SECOND_NS, plan + ": " + score);
                    spacious[0]++;
                    stalledNs[0] += above;
                });
        long eachNs = stalledNs[0] / Math.max(1, spacious[0]);
        assertTrue(eachNs < SECOND_NS, eachNs + " ns in each of " + spacious[0] + " worlds");
    }

    /** Honest peers have 1.3 times what the media needs, and the player jumps nowhere. */
    private static boolean isSpacious(StreamPlan plan) {
        return plan.seekToSlices().isEmpty() && Oracle.capacityPercent(plan, 45 * SECOND_NS) >= 130;
    }

    /** The races, the hedges, and what was on its way when the player jumped. */
    private static void wastesLittle(StreamPlan plan, StreamWorld.Score score) {
        int seeks = plan.seekToSlices().size();
        int races = 2 * (1 + seeks);
        long hedges = plan.settings().hedgeBurst() + score.usefulSlices * 5 / 100;
        long jumps = (long) seeks * plan.kinds().size();
        long most = (races + hedges + jumps) * plan.media().sliceBytes();
        assertTrue(score.wastedBytes <= most, most + " B allowed, " + plan + ": " + score);
    }

    private static void asksInVain(StreamWorld world) {
        BitSet once = new BitSet();
        BitSet twice = new BitSet();
        for (int peer = 0; peer < world.peers().size(); peer++) {
            BitSet asked = world.asked(peer);
            BitSet more = (BitSet) asked.clone();
            more.and(once);
            BitSet thrice = (BitSet) more.clone();
            thrice.and(twice);
            assertTrue(thrice.isEmpty(), "asked of three peers: " + thrice);
            once.or(asked);
            twice.or(more);
        }
        long end = world.taken() + world.plan().settings().capacity();
        assertTrue(once.nextSetBit((int) world.taken()) == once.nextSetBit(0), "behind: " + once);
        assertTrue(once.length() <= end, "beyond " + end + ": " + once);
        for (long slice = world.taken(); slice < end; slice++)
            assertTrue(!world.isHere(slice) || !once.get((int) slice), slice + " is here");
    }

    private static StreamWorld world(StreamPlan plan) {
        return new StreamWorld(plan, StreamWorld::scheduler);
    }

    /** Four seeders of 20 Mbit/s, one that stalls and one that leaves, for media of 8 Mbit/s. */
    @Test
    void aFilmFromFourSeedersPlaysThoughOneStallsAndOneLeaves() {
        int films = 10;
        long[] starts = new long[films];
        long stalled = 0;
        long wasted = 0;
        long useful = 0;
        for (int film = 0; film < films; film++) {
            StreamWorld.Score score = world(film(film)).run();
            assertTrue(score.finished);
            starts[film] = score.startNs;
            stalled += score.stallNs;
            wasted += score.wastedBytes;
            useful += score.usefulSlices * film(film).media().sliceBytes();
        }
        Arrays.sort(starts);
        assertTrue(starts[films - 1] < SECOND_NS, Arrays.toString(starts));
        assertTrue(stalled * 100 < films * 45L * SECOND_NS, "stalled " + stalled + " ns");
        assertTrue(wasted * 50 < useful, wasted + " of " + useful + " B were wasted");
    }

    private static StreamPlan film(long seed) {
        int sliceBytes = 128 << 10;
        long sliceNs = sliceBytes * 1_000L;
        return new StreamPlan(
                seed,
                new MediaRate(sliceBytes, sliceNs, 45 * SECOND_NS / sliceNs),
                SchedulerSettings.DEFAULT,
                List.of(
                        SimPeer.Kind.STEADY,
                        SimPeer.Kind.STEADY,
                        SimPeer.Kind.STALLING,
                        SimPeer.Kind.LEAVING),
                2_500_000,
                Long.MAX_VALUE,
                List.of(),
                16);
    }

    @Test
    void aPlayerWaitsAThirdAsLongAsWithTheLeastLoadedPeer() {
        long scheduled = 0;
        long leastLoaded = 0;
        for (int seed = 0; seed < 16; seed++) {
            StreamPlan plan = StreamPlan.of(seed).withoutSeeks();
            if (!isSpacious(plan)) continue;
            scheduled += world(plan).run().stallNs;
            leastLoaded += new StreamWorld(plan, StreamWorld::leastLoaded).run().stallNs;
        }
        assertTrue(leastLoaded > 0);
        assertTrue(3 * scheduled < leastLoaded, scheduled + " and " + leastLoaded + " ns");
    }

    @Test
    void aWorldIsTheSameEachTime() {
        StreamPlan plan = StreamPlan.of(11);
        assertEquals(world(plan).run().toString(), world(plan).run().toString());
    }
}
