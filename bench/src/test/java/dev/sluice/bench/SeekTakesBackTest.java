package dev.sluice.bench;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.engine.consumer.Playback;
import dev.sluice.engine.consumer.PlaybackPlan;
import dev.sluice.engine.consumer.PlaybackResult;
import dev.sluice.engine.payee.GateReport;
import dev.sluice.engine.session.Duplicates;
import dev.sluice.engine.session.Span;
import dev.sluice.payments.money.Amount;
import dev.sluice.streaming.quic.Rates;
import dev.sluice.streaming.quic.TransportSettings;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Over QUIC: a request whose answer is not wanted any more is taken back, and both sides count the
 * same to the last base unit (I2, I3).
 */
final class SeekTakesBackTest {
    private static final int SLICE_BYTES = 64 << 10;
    private static final int SLICES = 160;

    /** 64 slices a second: of those that are under way nearly all wait at the seeder. */
    private static final Rates PACED = new Rates(64 * SLICE_BYTES, 0);

    @TempDir static Path directory;

    private static Market market;
    private static Shop paced;

    @BeforeAll
    static void open() throws Exception {
        market = new Market(directory, SLICES, SLICE_BYTES);
        paced = market.seeder("paced", PACED);
    }

    @AfterAll
    static void close() throws Exception {
        market.close();
    }

    @Test
    void aSeekTakesBackWhatWaitsAtTheSeederAndBothSidesCountTheSame() throws Exception {
        Screen screen = market.screen();
        long from = SLICES - 8;
        try (Viewer viewer = market.viewer("seeks", TransportSettings.defaults())) {
            PlaybackPlan plan = viewer.prepare(List.of(paced.node().peerAddress())).staying();
            try (Playback playback = viewer.play(plan, screen::show, screen)) {
                screen.some().get(20, TimeUnit.SECONDS);
                GateReport.Row before = Market.gate(paced, plan.seeders().getFirst());
                playback.seek(new Span(from, SLICES));
                screen.all().get(20, TimeUnit.SECONDS);
                playback.leave();
                PlaybackResult result = playback.result().get(20, TimeUnit.SECONDS);
                assertEquals(Optional.empty(), result.failure());
                int at = Math.toIntExact(from) * SLICE_BYTES;
                assertArrayEquals(
                        Arrays.copyOfRange(market.film(), at, SLICES * SLICE_BYTES),
                        Arrays.copyOfRange(screen.film(), at, SLICES * SLICE_BYTES));
                Amount after = market.agreed(paced, plan, result, 0, Amount.ZERO);
                assertEquals(
                        after,
                        Market.gate(paced, plan.seeders().getFirst()).served(),
                        "the gate counts nothing that was taken back");
                Amount charged = before.served().plus(plan.price().seederFee(from, 8));
                assertTrue(charged.compareTo(after) > 0, charged + ", of which " + after);
                assertEquals(Duplicates.NONE, result.duplicates());
            }
        }
    }
}
