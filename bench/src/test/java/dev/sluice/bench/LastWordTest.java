package dev.sluice.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sluice.engine.consumer.Playback;
import dev.sluice.engine.consumer.PlaybackListener;
import dev.sluice.engine.consumer.PlaybackPlan;
import dev.sluice.engine.consumer.Progress;
import dev.sluice.streaming.quic.TransportSettings;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A command that plays prints the result as its last line. */
final class LastWordTest {
    /** Three times as long as a playback is silent of how far it is. */
    private static final long A_WHILE_MS = 3 * 250;

    @TempDir Path directory;

    @Test
    void whoListensHearsNothingAfterTheResult() throws Exception {
        Market market = new Market(directory, 2, 64 << 10);
        try (Viewer viewer = market.viewer("viewer", TransportSettings.defaults())) {
            Told told = new Told();
            PlaybackPlan plan = viewer.prepare(List.of(market.creator().node().peerAddress()));
            try (Playback playback = viewer.play(plan, (slice, plain, length) -> {}, told)) {
                var failure = playback.result().get(20, TimeUnit.SECONDS).failure();
                assertEquals(Optional.empty(), failure);
                int before = told.times.get();
                Thread.sleep(A_WHILE_MS);
                assertEquals(before, told.times.get());
            }
        } finally {
            market.close();
        }
    }

    private static final class Told implements PlaybackListener {
        private final AtomicInteger times = new AtomicInteger();

        @Override
        public void progress(Progress progress) {
            times.incrementAndGet();
        }
    }
}
