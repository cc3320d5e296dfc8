package dev.sluice.engine.scheduler;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.engine.Allocation;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Stories of the scheduler, told by {@link Script}. */
final class SchedulerTest {
    private static final long MS = 1_000_000;
    private static final long SECOND = 1_000 * MS;

    @Test
    void theFirstTwoSlicesAreRacedAndTheLoserIsCancelled() {
        Script s = new Script().ready(0, 1).decide();
        assertEquals(List.of("0!0", "0!1", "1!0", "1!1"), s.asks());
        assertTrue(s.arrived(0, 0));
        assertEquals(List.of("0x1"), s.heard());
        assertFalse(s.arrived(1, 0), "what was cancelled comes all the same, and is not paid");
    }

    @Test
    void aPeerThatComesAMomentLaterJoinsTheRace() {
        Script s = new Script().ready(0).decide();
        assertEquals(List.of("0!0", "1!0", "2!0"), s.asks());
        s.ready(1).decide();
        assertEquals(List.of("0!1", "1!1", "3!1"), s.asks());
    }

    @Test
    void withAHealthyBufferTheCheapestThatIsInTimeIsTaken() {
        Script s = new Script().price(0, 9).price(1, 1).ready(0, 1);
        s.serve(30, 10 * MS, 40 * MS);
        s.asks();
        s.take(s.here()).decide();
        assertTrue(s.asks().stream().allMatch(ask -> ask.endsWith("1")), "cheap enough in time");
    }

    @Test
    void withALowBufferTheFastestIsTaken() {
        Script s = new Script().price(0, 9).price(1, 1).ready(0, 1);
        s.serve(4, 5 * MS, 110 * MS);
        s.asks();
        s.after(MS).decide();
        long fast = s.all().stream().filter(ask -> ask.endsWith("0")).count();
        long cheap = s.all().stream().filter(ask -> ask.endsWith("1")).count();
        assertTrue(fast > 2 * cheap, s.all().toString());
    }

    @Test
    void aStalledPeerKeepsOneProbeAndComesBack() {
        Script s = new Script().ready(0, 1);
        s.serve(20, 30 * MS, 30 * MS);
        s.after(30 * MS).serveOnly(1, 40, 30 * MS);
        assertTrue(s.scheduler().isStalled(0));
        assertTrue(s.scheduler().inFlight(0) <= 1, "what waited behind the probe was taken back");
        s.after(9 * SECOND).take(s.here()).decide();
        assertEquals(1, s.scheduler().inFlight(0), "a probe is under way");
        long probe = s.askedOf(0).getFirst();
        s.arrived(0, probe);
        assertFalse(s.scheduler().isStalled(0));
        s.take(s.here()).decide();
        assertTrue(s.scheduler().inFlight(0) > 0, "it is given work again");
    }

    @Test
    void silenceIsAStallOnceItIsLongerThanThePaceExplains() {
        Script s = new Script().ready(0).decide();
        s.serve(10, 50 * MS, 50 * MS);
        s.decide();
        Peer peer = s.peer(0);
        long stallNs = peer.stallNs();
        s.after(stallNs).decide();
        assertFalse(s.scheduler().isStalled(0), "at the bound");
        s.after(1).decide();
        assertTrue(s.scheduler().isStalled(0), "one nanosecond above");
    }

    @Test
    void whatThePlayerWaitsForIsAskedOfAnotherAndWithoutBudgetTakenAway() {
        for (int burst : new int[] {0, 1}) {
            Script s = new Script(settings(0, burst)).ready(0).decide();
            s.asks();
            s.credit(1, false).ready(1).decide();
            s.after(10 * SECOND).credit(1, true).credit(1, 2).decide();
            List<String> heard = s.heard();
            // raced, so the second request is free; the stalled one is replaced by nobody
            assertTrue(heard.contains("0!1"), heard.toString());
            s.credit(2, true).ready(2).after(10 * SECOND).decide();
            assertTrue(
                    s.heard().contains("0x0"), "both are silent: a third takes the first's place");
            assertTrue(s.askedOf(2).contains(0L));
        }
    }

    private static SchedulerSettings settings(int percent, int burst) {
        SchedulerSettings d = SchedulerSettings.DEFAULT;
        return new SchedulerSettings(
                d.capacity(),
                d.horizonNs(),
                d.horizonBytes(),
                d.lowBufferNs(),
                d.minStallNs(),
                percent,
                burst);
    }

    @Test
    void afterASeekNothingOutsideTheWindowStaysAsked() {
        Script s = new Script().ready(0, 1, 2);
        s.serve(12, 30 * MS, 30 * MS);
        s.decide().seek(1_000);
        for (int peer = 0; peer < 3; peer++) assertEquals(0, s.scheduler().inFlight(peer));
        s.heard();
        s.decide();
        List<String> asks = s.asks();
        assertEquals(2, asks.stream().filter(ask -> ask.startsWith("1000!")).count(), "raced");
        assertEquals(2, asks.stream().filter(ask -> ask.startsWith("1001!")).count(), "raced");
    }

    @Test
    void whatIsHereInTheNewWindowIsKeptOverASeek() {
        Script s = new Script().ready(0, 1);
        s.serve(20, 30 * MS, 30 * MS);
        s.seek(4);
        s.heard();
        s.decide();
        assertTrue(
                s.heard().stream()
                        .noneMatch(what -> what.startsWith("4!") || what.startsWith("5!")));
        s.take(6).seek(5).serve(2, 30 * MS, 30 * MS);
        assertTrue(s.heard().stream().anyMatch(what -> what.startsWith("5!")), "played, and gone");
    }

    @Test
    void aRefusedSliceGoesToAnotherAndComesBackWhenAllRefused() {
        Script s = new Script().ready(0).decide();
        s.asks();
        s.refused(0, 0).after(MS).decide();
        assertEquals(List.of(), s.asks(), "left in peace");
        s.ready(1).decide();
        assertTrue(s.asks().contains("0!1"));
        s.refused(1, 0).after(200 * MS).serve(2, 10 * MS, 10 * MS);
        assertEquals(3, s.all().stream().filter(ask -> ask.startsWith("0!")).count());
    }

    @Test
    void whatALostPeerWasAskedForGoesToOthers() {
        Script s = new Script().ready(0).decide();
        s.asks();
        s.gone(0).ready(1).decide();
        assertEquals(List.of("0!1", "1!1", "2!1"), s.asks());
        assertEquals(0, s.scheduler().inFlight(0));
    }

    @Test
    void aPeerWithoutCreditIsNotAsked() {
        Script s = new Script().ready(0, 1).credit(0, false).decide();
        assertTrue(s.asks().stream().allMatch(ask -> ask.endsWith("1")));
    }

    @Test
    void aNewcomerIsGivenAFarSlice() {
        Script s = new Script().ready(0).price(0, 1).price(1, 5);
        s.serve(40, 10 * MS, 10 * MS);
        s.take(s.here() - 30).ready(1).decide();
        assertEquals(1, s.askedOf(1).size());
        assertTrue(s.askedOf(1).getFirst() > s.here() + 10, "far: " + s.askedOf(1));
    }

    @Test
    void theWindowGrowsWithRateAndRoundTrip() {
        // 200 ms of work and one more, at one slice each 100 ms
        assertEquals(3, windowOf(50 * MS));
        assertEquals(3, windowOf(50 * MS - 1));
        assertEquals(4, windowOf(50 * MS + 1));
        Peer slow = new Peer(0, new MediaRate(131_072, SECOND, 100), MS);
        assertEquals(Peer.MIN_WINDOW, slow.window());
        Peer fast = new Peer(0, new MediaRate(131_072, MS, 100), MS);
        assertEquals(Peer.MAX_WINDOW, fast.window());
    }

    private static int windowOf(long roundTripNs) {
        Peer peer = new Peer(0, new MediaRate(131_072, 100 * MS, 100), MS);
        peer.roundTrip().sample(roundTripNs);
        return peer.window();
    }

    /** One more than come in 3 ms and a round trip. */
    @Test
    void whatKeepsAPeerBusyWhileItIsPaidGrowsWithRateAndRoundTrip() {
        assertEquals(6, busyWith(MS, 2 * MS));
        assertEquals(7, busyWith(MS, 2 * MS + 1));
        assertEquals(4, busyWith(100 * MS, 2 * MS), "some, however slow it is");
        assertEquals(Peer.MAX_WINDOW, busyWith(MS, 50 * MS), "as many as it may have");
    }

    private static int busyWith(long sliceNs, long roundTripNs) {
        Peer peer = new Peer(0, new MediaRate(131_072, sliceNs, 100), MS);
        peer.roundTrip().sample(roundTripNs);
        return peer.busyWith();
    }

    @Test
    void theHorizonIsTheNearestOfRingPlayAndBytes() {
        assertEquals(64, horizon(SchedulerSettings.DEFAULT, 131_072, 100 * MS, 10_000));
        assertEquals(30, horizon(SchedulerSettings.DEFAULT, 131_072, SECOND, 10_000));
        assertEquals(50, horizon(SchedulerSettings.DEFAULT, 131_072, 100 * MS, 50));
        SchedulerSettings wide =
                new SchedulerSettings(1 << 10, 30 * SECOND, 64 << 20, SECOND, MS, 5, 2);
        assertEquals(64, horizon(wide, 1 << 20, MS, 10_000));
        assertEquals(1_024, horizon(wide, 1 << 14, 0, 10_000));
    }

    private static long horizon(SchedulerSettings settings, int bytes, long ns, long slices) {
        return new Scheduler(new MediaRate(bytes, ns, slices), settings, new Script(), 0).horizon();
    }

    @Test
    void theRingBoundsWhatMayBeAskedFor() {
        Scheduler scheduler =
                new Scheduler(
                        new MediaRate(131_072, 100 * MS, 1_000),
                        SchedulerSettings.DEFAULT,
                        new Script(),
                        0);
        scheduler.open(63);
        scheduler.open(64);
        assertThrows(IllegalArgumentException.class, () -> scheduler.open(65));
        assertThrows(IllegalArgumentException.class, () -> scheduler.open(1_001));
        assertThrows(IllegalArgumentException.class, () -> scheduler.ready(Scheduler.MAX_PEERS));
        scheduler.ready(Scheduler.MAX_PEERS - 1);
    }

    @Test
    void settingsCannotBeInvalid() {
        assertThrows(IllegalArgumentException.class, () -> settings(101, 2));
        assertThrows(IllegalArgumentException.class, () -> settings(-1, 2));
        assertThrows(IllegalArgumentException.class, () -> settings(5, 65));
        assertEquals(100, settings(100, 64).hedgePercent());
        assertThrows(
                IllegalArgumentException.class,
                () -> new SchedulerSettings(63, SECOND, 1, SECOND, MS, 5, 2));
        assertThrows(
                IllegalArgumentException.class,
                () -> new SchedulerSettings(64, SECOND - 1, 1, SECOND, MS, 5, 2));
        assertThrows(IllegalArgumentException.class, () -> new MediaRate(0, 1, 1));
        assertThrows(IllegalArgumentException.class, () -> new MediaRate((1 << 20) + 1, 1, 1));
        assertThrows(IllegalArgumentException.class, () -> new MediaRate(1, -1, 1));
    }

    @Test
    void aDownloadTakesTheFastestAndEndsThoughAPeerIsSilent() {
        Script s = new Script(SchedulerSettings.DEFAULT, new MediaRate(131_072, 0, 100));
        s.price(0, 9).price(1, 1).ready(0, 1);
        s.serve(30, 5 * MS, 100 * MS);
        long fast = s.all().stream().filter(ask -> ask.endsWith("!0")).count();
        assertTrue(fast > s.all().size() / 2, s.all().toString());
        for (int i = 0; i < 400 && s.here() < 100; i++) s.take(s.here()).serveOnly(0, 4, 20 * MS);
        assertEquals(100, s.here());
    }

    @Test
    void aSliceAllocatesNothing() {
        Quiet quiet = new Quiet();
        assertEquals(0, Allocation.bytesPerRun(quiet::slice));
    }

    /** One peer that answers at once, for ever. */
    private static final class Quiet implements Asks, Credit {
        private final Scheduler scheduler =
                new Scheduler(
                        new MediaRate(131_072, MS, Long.MAX_VALUE >> 1),
                        SchedulerSettings.DEFAULT,
                        this,
                        0);
        private long next;
        private long nowNs;

        Quiet() {
            scheduler.ready(0);
            scheduler.roundTrip(0, MS);
        }

        void slice() {
            nowNs += MS;
            scheduler.open(scheduler.horizon());
            scheduler.decide(nowNs, this);
            scheduler.arrived(0, next, nowNs, this);
            scheduler.taken(++next, nowNs);
        }

        @Override
        public void ask(int peer, long slice, boolean alone) {}

        @Override
        public void cancel(int peer, long slice) {}

        @Override
        public boolean canAsk(int peer, long slice, boolean twice) {
            return true;
        }

        @Override
        public long priceBaseUnits(int peer) {
            return 1;
        }
    }
}
