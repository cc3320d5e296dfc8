package dev.sluice.bench.soak;

import dev.sluice.bench.Viewer;
import dev.sluice.engine.consumer.Playback;
import dev.sluice.engine.consumer.PlaybackListener;
import dev.sluice.engine.consumer.PlaybackPlan;
import dev.sluice.engine.session.Effects.Failure;
import dev.sluice.engine.session.Span;
import dev.sluice.payments.crypto.SecretKey;
import dev.sluice.payments.ledger.Ledger;
import dev.sluice.streaming.content.ContentId;
import dev.sluice.streaming.quic.Load;
import dev.sluice.streaming.text.PeerAddress;
import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * A consumer that plays a little, goes elsewhere, and ends each playback in one of three ways. Runs
 * on a thread of its own until it is told to stop; what it counted is read after that.
 */
final class Restless implements Runnable {
    private static final int MOST_SEEKS = 8;
    private static final int LONGEST_STAY_MS = 800;
    private static final long SLICE_NS = 10_000_000;
    private static final long LEAVE_SECONDS = 60;

    /** What it did, by name. */
    enum Deed {
        SEEK,
        /** All that is owed is paid. */
        LEAVE,
        /** The playback is closed in the middle. */
        VANISH,
        /** Its node is closed in the middle, and opened again. */
        GO_OFFLINE,
        /** What it lost by vanishing has used up its credit (ADR 20): it begins as another. */
        BEGIN_ANEW
    }

    /**
     * @param directory where its homes are made
     * @param wallet has coins; shared
     */
    record Setting(
            Path directory,
            ContentId content,
            PeerAddress seeder,
            SecretKey wallet,
            Ledger ledger) {}

    private final Setting setting;
    private final SplittableRandom random;
    private final Map<Deed, Integer> deeds = new EnumMap<>(Deed.class);
    private volatile @Nullable Viewer viewer;
    private volatile @Nullable String failure;
    private volatile boolean stopped;
    private int homes;

    Restless(Setting setting, long seed) {
        this.setting = setting;
        this.random = new SplittableRandom(seed);
    }

    void stop() {
        stopped = true;
    }

    Map<Deed, Integer> deeds() {
        return deeds;
    }

    /** What went wrong that must not, or nothing. */
    Optional<String> failure() {
        return Optional.ofNullable(failure);
    }

    Load load() {
        Viewer current = viewer;
        return current == null ? new Load(0, 0) : current.load();
    }

    @Override
    public void run() {
        try {
            while (!stopped) play();
            close();
        } catch (Exception e) {
            failure = e.toString();
        }
    }

    private void play() throws Exception {
        Viewer current = viewer;
        if (current == null) viewer = current = open();
        PlaybackPlan plan = current.prepare(List.of(setting.seeder())).staying();
        long slices = current.manifest().geometry().slices();
        Deed end = ending();
        try (Playback playback = current.play(plan, Restless::watch, PlaybackListener.NONE)) {
            for (int i = random.nextInt(MOST_SEEKS); i > 0 && !stopped; i--) {
                Thread.sleep(random.nextInt(1, LONGEST_STAY_MS));
                playback.seek(new Span(random.nextLong(slices), slices));
                did(Deed.SEEK);
            }
            Thread.sleep(random.nextInt(1, LONGEST_STAY_MS));
            did(end);
            if (end == Deed.LEAVE) end = leave(playback);
            else if (end == Deed.GO_OFFLINE) current.disconnect();
        } finally {
            plan.sources().forEach(PlaybackPlan.Source::rest);
        }
        if (end == Deed.BEGIN_ANEW) {
            did(end);
            homes++;
        }
        if (end == Deed.BEGIN_ANEW || end == Deed.GO_OFFLINE) close();
    }

    /** As slowly as a player shows it. */
    private static void watch(long slice, byte[] plain, int length) {
        LockSupport.parkNanos(SLICE_NS);
    }

    private Deed ending() {
        int chance = random.nextInt(10);
        return chance < 5 ? Deed.LEAVE : chance < 8 ? Deed.VANISH : Deed.GO_OFFLINE;
    }

    private Deed leave(Playback playback) throws Exception {
        playback.leave();
        Optional<Failure> why = playback.result().get(LEAVE_SECONDS, TimeUnit.SECONDS).failure();
        if (why.isEmpty()) return Deed.LEAVE;
        if (why.get().kind() == Failure.Kind.NO_SEEDER) return Deed.BEGIN_ANEW;
        throw new IllegalStateException(why.get().toString());
    }

    private void did(Deed deed) {
        deeds.merge(deed, 1, Integer::sum);
    }

    private Viewer open() throws Exception {
        return new Viewer(
                setting.directory().resolve("home-" + homes),
                setting.content(),
                setting.seeder(),
                setting.wallet(),
                setting.ledger());
    }

    private void close() throws IOException {
        Viewer current = viewer;
        viewer = null;
        if (current != null) current.close();
    }
}
