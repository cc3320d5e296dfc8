package dev.sluice.engine.consumer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.engine.SeededTrials;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/** The ring is the reorder buffer: claimed in order, published in any, delivered in order. */
final class ReorderRingTest {
    private static final int SLOTS = 8;
    private static final int SLICES = 200;
    private static final ThreadFactory THREADS =
            Thread.ofPlatform().daemon().uncaughtExceptionHandler((_, _) -> {}).factory();

    private final BlockingQueue<Long> delivered = new LinkedBlockingQueue<>();
    private final List<Integer> played = new ArrayList<>();

    private ReorderRing ring(long first, DeliverStage deliver) {
        return new ReorderRing(
                SLOTS,
                Long.BYTES,
                first,
                THREADS,
                (slot, _, _) -> {
                    slot.plain[0] = (byte) slot.index;
                    slot.plainLength = 1;
                },
                deliver);
    }

    private DeliverStage toList() {
        return new DeliverStage((plain, _) -> played.add((int) plain[0]), delivered::add, _ -> {});
    }

    private long next() throws InterruptedException {
        Long index = delivered.poll(10, TimeUnit.SECONDS);
        return index == null ? -1 : index;
    }

    @Test
    void whateverTheOrderOfArrivalSlicesAreDeliveredInOrder() {
        SeededTrials.run(
                20,
                random -> {
                    long first = random.nextInt(1_000);
                    delivered.clear();
                    try (ReorderRing ring = ring(first, toList())) {
                        play(ring, first, random);
                    }
                });
    }

    private void play(ReorderRing ring, long first, RandomGenerator random) throws Exception {
        List<Long> open = new ArrayList<>();
        long claimed = first;
        for (long at = first; at < first + SLICES; at++) {
            while (claimed < first + SLICES && claimed - at < SLOTS) {
                ring.claim(claimed);
                open.add(claimed++);
            }
            while (open.contains(at)) ring.publish(open.remove(random.nextInt(open.size())));
            assertEquals(at, next());
        }
    }

    @Test
    void aFullRingRefuses() throws Exception {
        try (ReorderRing ring = ring(0, toList())) {
            for (int i = 0; i < SLOTS; i++) ring.claim(i);
            assertThrows(IllegalStateException.class, () -> ring.claim(SLOTS));
            for (int i = SLOTS - 1; i > 0; i--) ring.publish(i);
            assertThrows(IllegalStateException.class, () -> ring.claim(SLOTS));
            ring.publish(0);
            for (int i = 0; i < SLOTS; i++) assertEquals(i, next());
            ring.claim(SLOTS);
        }
    }

    @Test
    void aSlotIsClaimedForItsOwnSliceOnly() {
        try (ReorderRing ring = ring(5, toList())) {
            assertThrows(IllegalStateException.class, () -> ring.claim(6));
        }
    }

    @Test
    void aPlaceIsFreeBeforeAnyoneHearsOfIt() throws Exception {
        ReorderRing[] holder = new ReorderRing[1];
        DeliverStage claimsAtOnce =
                new DeliverStage(
                        (_, _) -> {},
                        index -> {
                            holder[0].claim(index + SLOTS);
                            holder[0].publish(index + SLOTS);
                            delivered.add(index);
                        },
                        _ -> {});
        try (ReorderRing ring = ring(0, claimsAtOnce)) {
            holder[0] = ring;
            for (int i = 0; i < SLOTS; i++) ring.claim(i);
            for (int i = 0; i < SLOTS; i++) ring.publish(i);
            for (int i = 0; i < SLICES; i++) assertEquals(i, next());
        }
    }

    @Test
    void afterThePlayerFailedNothingIsPlayed() throws Exception {
        BlockingQueue<String> told = new LinkedBlockingQueue<>();
        DeliverStage fails =
                new DeliverStage(
                        (_, _) -> {
                            throw new IOException("broken pipe");
                        },
                        delivered::add,
                        e -> told.add(String.valueOf(e.getMessage())));
        try (ReorderRing ring = ring(0, fails)) {
            ring.claim(0);
            ring.claim(1);
            ring.publish(0);
            ring.publish(1);
            assertEquals("broken pipe", told.poll(10, TimeUnit.SECONDS));
            assertEquals(null, told.poll(50, TimeUnit.MILLISECONDS), "told once");
            assertTrue(delivered.isEmpty(), "I10");
        }
    }
}
