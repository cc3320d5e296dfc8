package dev.sluice.bench;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.bench.link.Relay;
import dev.sluice.engine.consumer.Playback;
import dev.sluice.engine.consumer.PlaybackPlan;
import dev.sluice.engine.consumer.PlaybackResult;
import dev.sluice.engine.payee.GateReport;
import dev.sluice.engine.session.Duplicates;
import dev.sluice.engine.session.Span;
import dev.sluice.payments.money.Amount;
import dev.sluice.payments.terms.WorkPrice;
import dev.sluice.streaming.quic.Rates;
import dev.sluice.streaming.quic.Timeouts;
import dev.sluice.streaming.quic.TransportSettings;
import dev.sluice.streaming.quic.Windows;
import dev.sluice.streaming.text.PeerAddress;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Over QUIC: one of two seeders stalls in the middle of a slice, with others behind it; nothing is
 * lost and nothing closes. The player gets all from the other (I9), and payer and payees count the
 * same to the last base unit, whether the slice comes late or never (I2, I3).
 *
 * <p>Where it stalls does not hang on time. A relay lets so many bytes pass, and the viewer's flow
 * control (RFC 9000, section 4) lets the seeder's transport take no more than a part of a slice
 * beyond. So what has begun is bounded, and the rest of what was asked for waits in the seeder. The
 * congestion window would not do for that: the codec disregards it while it probes for a lost
 * packet. The other seeder is not reached before the first has stalled.
 */
final class StalledSeederTest {
    private static final int SLICE_BYTES = 128 << 10;
    private static final int SLICES = 80;

    /** Of a slice, three quarters are with the transport at most; it grows when half is used. */
    private static final Windows WINDOWS = new Windows(32 << 20, SLICE_BYTES * 3 / 4, 16);

    /** A quarter of the first slice: only that one has begun. */
    private static final long IN_THE_FIRST = SLICE_BYTES / 4;

    /**
     * An eighth of the second, so that the seeder's pace is known; one or two more may have begun.
     */
    private static final long IN_THE_SECOND = SLICE_BYTES + SLICE_BYTES / 8;

    /** Slices that the seeder is paid for before it stalls: half of their price is its credit. */
    private static final int EARNED = 16;

    private static final int STALLED = 0;
    private static final int HEALTHY = 1;

    @TempDir static Path directory;

    private static Market market;
    private static Shop one;

    @BeforeAll
    static void open() throws Exception {
        market = new Market(directory, SLICES, SLICE_BYTES);
        one = market.seeder("one", Rates.UNLIMITED);
    }

    @AfterAll
    static void close() throws Exception {
        market.close();
    }

    /** A viewer that has paid one seeder, and comes to it again, and to the creator, by relays. */
    private static final class Visit implements AutoCloseable {
        private final Viewer viewer;
        private final Relay toOne = market.before(one);
        private final Relay toCreator = market.before(market.creator());
        private final Screen screen = market.screen();
        private final PlaybackPlan plan;
        private final Amount fee;
        private final Amount earned;
        private final long servedBytes;

        Visit(String name) throws Exception {
            viewer =
                    market.viewer(
                            name,
                            TransportSettings.defaults()
                                    .withWindows(Windows.forRequests(), WINDOWS));
            Span first = new Span(0, EARNED);
            PlaybackPlan before = played(first);
            fee = before.price().seederFee(0, 1);
            earned = before.price().seederFee(0, EARNED);
            List<PeerAddress> seeders =
                    List.of(Market.by(toOne, one), Market.by(toCreator, market.creator()));
            plan = viewer.prepare(seeders).over(new Span(EARNED, SLICES));
            servedBytes = one.node().servedBytes();
        }

        /** Plays these slices from the one seeder, over no relay. */
        PlaybackPlan played(Span span) throws Exception {
            PlaybackPlan direct = viewer.prepare(List.of(one.node().peerAddress())).over(span);
            Screen unseen = market.screen();
            try (Playback playback = viewer.play(direct, unseen::show, unseen)) {
                PlaybackResult result = playback.result().get(20, TimeUnit.SECONDS);
                assertEquals(Optional.empty(), result.failure());
            }
            direct.sources().forEach(PlaybackPlan.Source::rest);
            return direct;
        }

        GateReport.Row gate() throws Exception {
            return Market.gate(one, plan.seeders().get(STALLED));
        }

        /** Slices that the one seeder has charged for since it stood well with the viewer. */
        long charged() throws Exception {
            return gate().served().minus(earned).toLongSaturated() / fee.toLongSaturated();
        }

        /** Of these, what it has begun to send, or sent. */
        long begun() {
            return (one.node().servedBytes() - servedBytes) / SLICE_BYTES;
        }

        /** Plays until the one seeder has stalled with slices waiting in it; then from both. */
        Playback stall(PlaybackPlan how, long afterBytes) throws Exception {
            int before = Math.toIntExact(afterBytes / SLICE_BYTES);
            toOne.stallAfter(afterBytes);
            toCreator.stallAfter(0);
            Playback playback = viewer.play(how, screen::show, screen);
            Market.eventually("it stalls", toOne::isStalled);
            Market.eventually("what came before is seen", () -> screen.shown() == before);
            Market.eventually("others wait", () -> charged() >= begun() + 2);
            assertTrue(begun() > before, "one has begun that has not come");
            toCreator.release();
            return playback;
        }

        /** Everything, though the one seeder is still silent; what waited there is taken back. */
        void seesAll() throws Exception {
            long sinceNs = System.nanoTime();
            screen.all().get(20, TimeUnit.SECONDS);
            long tookMs = (System.nanoTime() - sinceNs) / 1_000_000;
            assertTrue(tookMs < Timeouts.defaults().idleMs() / 2, tookMs + " ms");
            Market.eventually("what waits is taken back", () -> charged() == begun());
        }

        void sawAllOnce() {
            assertEquals(LongStream.range(EARNED, SLICES).boxed().toList(), screen.order());
            int at = EARNED * SLICE_BYTES;
            assertArrayEquals(
                    Arrays.copyOfRange(market.film(), at, SLICES * SLICE_BYTES),
                    Arrays.copyOfRange(screen.film(), at, SLICES * SLICE_BYTES));
        }

        /** What each was paid for this playback. */
        List<Amount> paid(PlaybackResult result) throws Exception {
            assertEquals(Optional.empty(), result.failure());
            assertEquals(List.of(), screen.lost());
            GateReport.Row healthy = Market.gate(market.creator(), plan.seeders().get(HEALTHY));
            assertEquals(Amount.ZERO, healthy.exposure());
            return List.of(
                    market.agreed(one, plan, result, STALLED, earned),
                    market.agreed(market.creator(), plan, result, HEALTHY, Amount.ZERO));
        }

        @Override
        public void close() throws IOException {
            toOne.release();
            viewer.close();
        }
    }

    @Test
    void slicesThatComeLateAreShownOnceAndPaidOnceAsDuplicates() throws Exception {
        try (Visit visit = new Visit("patient");
                Playback playback = visit.stall(visit.plan.staying(), IN_THE_SECOND)) {
            visit.seesAll();
            visit.toOne.release();
            long begun = visit.begun();
            Market.eventually("they come", () -> visit.screen.duplicates().slices() == begun - 1);
            playback.leave();
            PlaybackResult result = playback.result().get(20, TimeUnit.SECONDS);
            WorkPrice price = visit.plan.price();
            Amount rest = price.seederFee(EARNED + 1, SLICES - EARNED - 1);
            assertEquals(List.of(price.seederFee(0, begun), rest), visit.paid(result));
            assertEquals(begun, visit.begun(), "nothing more has begun");
            assertEquals(Amount.ZERO, visit.gate().exposure());
            assertEquals(
                    new Duplicates(begun - 1, price.seederFee(1, begun - 1)), result.duplicates());
            visit.sawAllOnce();
        }
    }

    @Test
    void aSliceThatNeverComesIsNotPaidAndIsOwedOnce() throws Exception {
        try (Visit visit = new Visit("hurried")) {
            try (Playback playback = visit.stall(visit.plan, IN_THE_FIRST)) {
                visit.seesAll();
                PlaybackResult result = playback.result().get(20, TimeUnit.SECONDS);
                Amount rest = visit.plan.price().seederFee(EARNED, SLICES - EARNED);
                assertEquals(List.of(Amount.ZERO, rest), visit.paid(result));
                assertEquals(Duplicates.NONE, result.duplicates());
                visit.sawAllOnce();
            }
            assertEquals(1, visit.begun());
            assertEquals(visit.fee, visit.gate().exposure());
            visit.toOne.release();
            visit.played(new Span(0, 4));
            assertEquals(visit.fee, visit.gate().exposure(), "neither forgiven nor owed twice");
        }
    }
}
