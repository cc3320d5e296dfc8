package dev.sluice.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.engine.consumer.Playback;
import dev.sluice.engine.consumer.PlaybackListener;
import dev.sluice.engine.consumer.PlaybackPlan;
import dev.sluice.engine.consumer.Progress;
import dev.sluice.streaming.quic.TransportSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How a playback ends: a command prints its result last, and its promises go to the disk. */
final class PlaybackEndTest {
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

    /**
     * Else what it promised could be written down by halves: keys as bought whose voucher was never
     * signed, which the key service then refuses for good.
     */
    @Test
    void aPlaybackThatIsClosedIsDoneWithWhatItWasAt() throws Exception {
        Market market = new Market(directory, 2, 64 << 10);
        try (Viewer viewer = market.viewer("viewer", TransportSettings.defaults())) {
            CountDownLatch begun = new CountDownLatch(1);
            CountDownLatch over = new CountDownLatch(1);
            PlaybackListener slow =
                    new PlaybackListener() {
                        @Override
                        public void seederUp(int seeder) {
                            begun.countDown();
                            hold(over);
                        }
                    };
            PlaybackPlan plan = viewer.prepare(List.of(market.creator().node().peerAddress()));
            Playback playback = viewer.play(plan, (slice, plain, length) -> {}, slow);
            begun.await();
            Thread closing = Thread.ofVirtual().start(playback::close);
            assertFalse(closing.join(Duration.ofMillis(A_WHILE_MS)));
            over.countDown();
            assertTrue(closing.join(Duration.ofSeconds(20)));
        } finally {
            market.close();
        }
    }

    private static void hold(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
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
