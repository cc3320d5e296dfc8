package dev.sluice.bench.link;

import dev.sluice.engine.consumer.PlaybackListener;
import dev.sluice.engine.consumer.PlayerSink;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** A {@link Player} in real time, and when it was what. The player belongs to the ring's thread. */
final class Screen implements PlayerSink, PlaybackListener {
    private static final double NS_PER_MS = 1e6;

    private final Player player;
    private final long askedNs = System.nanoTime();
    private final CountDownLatch started = new CountDownLatch(1);
    private volatile long connectedNs;
    private volatile long firstSliceNs;

    Screen(Player.Media media) {
        player = new Player(media);
    }

    @Override
    public void seederUp(int seeder) {
        if (connectedNs == 0) connectedNs = System.nanoTime();
    }

    @Override
    public void accept(long slice, byte[] plain, int length) {
        if (firstSliceNs == 0) firstSliceNs = System.nanoTime();
        player.on(length, System.nanoTime());
        if (player.hasStarted()) started.countDown();
        while (player.fullForNs() > 0) {
            LockSupport.parkNanos(player.fullForNs());
            player.advance(System.nanoTime());
        }
    }

    boolean awaitStart(long seconds) throws InterruptedException {
        return started.await(seconds, TimeUnit.SECONDS);
    }

    /** When the ring's thread has come to its end, or waits. */
    Map<String, Object> report() {
        Map<String, Object> report = new LinkedHashMap<>();
        report.put("connectedMillis", millis(connectedNs - askedNs));
        report.put("firstSliceMillis", millis(firstSliceNs - connectedNs));
        report.put("startMillis", millis(player.startedNs() - connectedNs));
        report.put("stalledMillis", millis(player.stalledNs()));
        report.put("longestStallMillis", millis(player.longestStallNs()));
        report.put("stalls", player.stalls());
        return report;
    }

    private static double millis(long ns) {
        return Math.round(ns / NS_PER_MS * 10) / 10.0;
    }
}
