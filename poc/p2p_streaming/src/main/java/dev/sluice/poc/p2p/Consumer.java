package dev.sluice.poc.p2p;

import dev.sluice.poc.p2p.Setting.Shape;
import io.netty.util.concurrent.EventExecutor;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * A node that streams a work in order: asks, pays, verifies, decrypts, delivers. On its event loop.
 *
 * <p>In the middle it asks for the last slice on a stream of its own, as for a seek.
 */
final class Consumer {
    private static final int TICK_MS = 5;

    /** Slices in each step of urgency. */
    private static final int STEP = 8;

    private static final int LEAST_URGENT = 7;

    private final Setting setting;
    private final Work work;
    private final Swarm swarm;
    private final Schedule schedule;
    private final Player player = new Player(Setting.PLAY_BYTES_PER_SECOND);
    private final Work.Opener opener;
    private final Output output;
    private final List<Source> sources = new ArrayList<>();
    private final byte[][] reordering;
    private final byte[] plain;
    private final ArrayDeque<byte[]> free = new ArrayDeque<>();
    private final CompletableFuture<Consumer> done = new CompletableFuture<>();
    private int delivered;
    private long duplicateBytes;
    private long beganNs;
    private long firstNs;
    private long urgentNs;
    private long endedNs;

    /** What the plaintext goes to, in order. */
    interface Output {
        void accept(int slice, byte[] plain);
    }

    Consumer(Setting setting, Work work, Swarm swarm, Output output) {
        this.setting = setting;
        this.work = work;
        this.swarm = swarm;
        this.output = output;
        this.schedule = setting.schedule().get();
        this.opener = work.new Opener();
        this.reordering = new byte[work.slices][];
        this.plain = new byte[work.sliceBytes];
    }

    /** What a seeder's streams deliver to. */
    SliceReader.Sink from(int peer) {
        return new SliceReader.Sink() {
            @Override
            public byte[] buffer() {
                byte[] buffer = free.poll();
                return buffer == null ? new byte[work.cipherBytes()] : buffer;
            }

            @Override
            public void slice(int slice, byte[] cipher) {
                if (!done.isDone()) came(peer, slice, cipher, System.nanoTime());
            }

            @Override
            public void failed(Throwable cause) {
                done.completeExceptionally(cause);
            }
        };
    }

    /** Begins on the loop; the result comes when all is delivered. */
    CompletableFuture<Consumer> begin(EventExecutor loop, List<Source> from) {
        loop.execute(
                () -> {
                    sources.addAll(from);
                    beganNs = System.nanoTime();
                    fill(beganNs);
                });
        var tick =
                loop.scheduleAtFixedRate(
                        () -> fill(System.nanoTime()), TICK_MS, TICK_MS, TimeUnit.MILLISECONDS);
        return done.whenComplete((all, failure) -> tick.cancel(false));
    }

    private void fill(long nowNs) {
        if (done.isDone()) return;
        int perRequest = setting.shape().slicesPerRequest(work.sliceBytes);
        for (int peer = 0; peer < sources.size(); peer++) {
            long room = schedule.roomBytes(swarm, peer);
            while (swarm.inFlightBytes(peer) + (long) perRequest * work.sliceBytes <= room) {
                int slice = schedule.next(swarm, peer, nowNs);
                if (slice == Schedule.NONE) slice = schedule.hedge(swarm, peer, player, nowNs);
                if (slice == Schedule.NONE) break;
                ask(peer, slice, perRequest, nowNs);
            }
        }
    }

    private void ask(int peer, int first, int most, long nowNs) {
        int count = 0;
        do swarm.ask(peer, first + count++, nowNs);
        while (count < most && isNextOf(peer, first + count));
        int urgency = Math.min(LEAST_URGENT, 1 + (first - swarm.next) / STEP);
        if (setting.urgency() == Setting.Urgency.IN_ORDER) urgency = 1;
        boolean alone = setting.shape() != Shape.ONE_LONG;
        sources.get(peer).ask(first, count, work.sliceBytes, urgency, alone);
    }

    private boolean isNextOf(int peer, int slice) {
        return slice < last() && swarm.isWanted(slice) && swarm.doesHold(peer, slice);
    }

    /** Kept back for the urgent request. */
    private int last() {
        return work.slices - 1;
    }

    private void came(int peer, int slice, byte[] cipher, long nowNs) {
        if (!swarm.came(peer, slice, nowNs) || !opener.isGenuine(slice, cipher)) {
            leave(peer, slice);
        } else if (swarm.isHere(slice)) {
            duplicateBytes += cipher.length;
            free.add(cipher);
        } else {
            swarm.keep(slice);
            reordering[slice] = cipher;
            if (slice == last()) urgentNs = nowNs - urgentNs;
            deliver();
        }
        fill(nowNs);
    }

    private void leave(int peer, int lie) {
        swarm.leave(peer, lie);
        for (int slice = swarm.next; slice < work.slices; slice++) {
            if (swarm.copies(slice) > 0 || swarm.isHere(slice)) continue;
            done.completeExceptionally(
                    new IOException(
                            "seeder "
                                    + peer
                                    + " sent a false slice "
                                    + lie
                                    + "; nobody else has "
                                    + slice));
            return;
        }
    }

    private void deliver() {
        while (delivered < swarm.next) {
            byte[] cipher = reordering[delivered];
            opener.open(delivered, cipher, plain);
            output.accept(delivered, plain);
            free.add(cipher);
            long nowNs = System.nanoTime();
            player.deliver(plain.length, nowNs);
            if (delivered == 0) firstNs = nowNs - beganNs;
            if (delivered == (work.slices - 1) / 2) askUrgently(nowNs);
            delivered++;
        }
        if (delivered == work.slices) {
            endedNs = System.nanoTime();
            done.complete(this);
        }
    }

    private void askUrgently(long nowNs) {
        urgentNs = nowNs;
        swarm.ask(0, last(), nowNs);
        sources.getFirst().ask(last(), 1, work.sliceBytes, 0, true);
    }

    /** What the stream was like; when done. */
    Outcome outcome(long wireBytes, double cpuSeconds) {
        return new Outcome(
                (endedNs - beganNs) / 1e9,
                firstNs / 1e6,
                urgentNs / 1e6,
                player.stalledPercent(),
                new Outcome.Bytes((long) work.slices * work.sliceBytes, duplicateBytes, wireBytes),
                cpuSeconds);
    }
}
