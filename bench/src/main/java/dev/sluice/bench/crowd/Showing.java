package dev.sluice.bench.crowd;

import dev.sluice.bench.Viewer;
import dev.sluice.engine.consumer.Playback;
import dev.sluice.engine.consumer.PlaybackListener;
import dev.sluice.engine.consumer.PlaybackPlan;
import dev.sluice.payments.money.Amount;
import java.util.Optional;

/** A playback that runs until its player leaves, and what it has brought. Any thread. */
final class Showing implements PlaybackListener, AutoCloseable {
    private final PlaybackPlan plan;
    private final Playback playback;
    private volatile long deliveredBytes;

    Showing(Viewer viewer, PlaybackPlan plan) {
        this.plan = plan.staying();
        this.playback = viewer.play(this.plan, (slice, plain, length) -> {}, this);
    }

    @Override
    public void delivered(long slices, long bytes) {
        deliveredBytes = bytes;
    }

    long deliveredBytes() {
        return deliveredBytes;
    }

    Playback playback() {
        return playback;
    }

    /** Pays what is owed; why it could not, or nothing. */
    Optional<String> leave() {
        playback.leave();
        return playback.result().join().failure().map(Object::toString);
    }

    Amount promised() {
        return plan.promised();
    }

    @Override
    public void close() {
        playback.close();
        plan.sources().forEach(PlaybackPlan.Source::rest);
    }
}
