package dev.sluice.bench;

import dev.sluice.engine.consumer.PlaybackListener;
import dev.sluice.engine.consumer.Progress;
import dev.sluice.engine.session.Duplicates;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * What a player got. Written by the playback's threads; the film and the order are read when {@link
 * #all} or the playback's result says so.
 */
final class Screen implements PlaybackListener {
    private static final int SOME = 60;

    private final byte[] film;
    private final int sliceBytes;
    private final List<Long> order = new ArrayList<>();
    private final CompletableFuture<Void> some = new CompletableFuture<>();
    private final CompletableFuture<Void> all = new CompletableFuture<>();
    private volatile int shown;
    private volatile Duplicates duplicates = Duplicates.NONE;
    private final List<String> lost = new CopyOnWriteArrayList<>();

    Screen(int filmBytes, int sliceBytes) {
        this.film = new byte[filmBytes];
        this.sliceBytes = sliceBytes;
    }

    void show(long index, byte[] plain, int length) {
        int at = Math.toIntExact(index) * sliceBytes;
        System.arraycopy(plain, 0, film, at, length);
        order.add(index);
        shown = order.size();
        if (at + length == film.length) all.complete(null);
    }

    @Override
    public void delivered(long slices, long bytes) {
        if (slices == SOME) some.complete(null);
    }

    @Override
    public void progress(Progress progress) {
        duplicates = progress.outlook().duplicates();
    }

    @Override
    public void seederDown(int seeder, String why) {
        lost.add(seeder + ": " + why);
    }

    @Override
    public void seederDropped(int seeder, String why) {
        seederDown(seeder, why);
    }

    /** So many slices are here that who brings them is in the middle of it. */
    CompletableFuture<Void> some() {
        return some;
    }

    /** The last slice of the film is here. */
    CompletableFuture<Void> all() {
        return all;
    }

    byte[] film() {
        return film;
    }

    /** How many slices came so far; any thread. */
    int shown() {
        return shown;
    }

    /** The slices as they came. */
    List<Long> order() {
        return order;
    }

    Duplicates duplicates() {
        return duplicates;
    }

    /** Which seeders were lost or dropped, and why. */
    List<String> lost() {
        return lost;
    }
}
