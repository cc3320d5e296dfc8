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

    private final BufferPool buffers = new BufferPool(1, SLOTS);
    private final Turn turn = new Turn();
    private final BlockingQueue<Long> delivered = new LinkedBlockingQueue<>();
    private final List<Integer> played = new ArrayList<>();

    private ReorderRing ring(long first, DeliverStage deliver) {
        ReorderRing ring =
                new ReorderRing(
                        SLOTS,
                        THREADS,
                        turn,
                        (slot, _, _) -> {
                            slot.plain = buffers.take(1);
                            slot.plain[0] = (byte) slot.index;
                            slot.plainLength = 1;
                        },
                        deliver);
        ring.begin(first);
        return ring;
    }

    private static Arrival slice(long index) {
        return new Arrival(0, index, new byte[0], 0, 0);
    }

    private DeliverStage toList() {
        return new DeliverStage(
                (_, plain, _) -> played.add((int) plain[0]),
                buffers,
                turn,
                (index, _) -> delivered.add(index),
                _ -> {});
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
            while (open.contains(at)) ring.publish(slice(open.remove(random.nextInt(open.size()))));
            assertEquals(at, next());
        }
    }

    @Test
    void aFullRingRefuses() throws Exception {
        try (ReorderRing ring = ring(0, toList())) {
            for (int i = 0; i < SLOTS; i++) ring.claim(i);
            assertThrows(IllegalStateException.class, () -> ring.claim(SLOTS));
            for (int i = SLOTS - 1; i > 0; i--) ring.publish(slice(i));
            assertThrows(IllegalStateException.class, () -> ring.claim(SLOTS));
            ring.publish(slice(0));
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
                        (_, _, _) -> {},
                        buffers,
                        turn,
                        (index, _) -> {
                            holder[0].claim(index + SLOTS);
                            holder[0].publish(slice(index + SLOTS));
                            delivered.add(index);
                        },
                        _ -> {});
        try (ReorderRing ring = ring(0, claimsAtOnce)) {
            holder[0] = ring;
            for (int i = 0; i < SLOTS; i++) ring.claim(i);
            for (int i = 0; i < SLOTS; i++) ring.publish(slice(i));
            for (int i = 0; i < SLICES; i++) assertEquals(i, next());
        }
    }

    @Test
    void afterThePlayerFailedNothingIsPlayed() throws Exception {
        BlockingQueue<String> told = new LinkedBlockingQueue<>();
        DeliverStage fails =
                new DeliverStage(
                        (_, _, _) -> {
                            throw new IOException("broken pipe");
                        },
                        buffers,
                        turn,
                        (index, _) -> delivered.add(index),
                        e -> told.add(String.valueOf(e.getMessage())));
        try (ReorderRing ring = ring(0, fails)) {
            ring.claim(0);
            ring.claim(1);
            ring.publish(slice(0));
            ring.publish(slice(1));
            assertEquals("broken pipe", told.poll(10, TimeUnit.SECONDS));
            assertEquals(null, told.poll(50, TimeUnit.MILLISECONDS), "told once");
            assertTrue(delivered.isEmpty(), "I10");
        }
    }

    /** What was claimed before is passed over, whether it was published or not; told of each. */
    @Test
    void aTurnPassesOverWhatWasClaimedAndGoesOnElsewhere() {
        SeededTrials.run(
                20,
                random -> {
                    delivered.clear();
                    played.clear();
                    try (ReorderRing ring = ring(0, toList())) {
                        for (int round = 0; round < 20; round++) turnOnce(ring, random);
                    }
                });
    }

    private void turnOnce(ReorderRing ring, RandomGenerator random) throws Exception {
        long first = random.nextInt(100);
        int before = random.nextInt(SLOTS - 1);
        ring.turn(first);
        for (int i = 0; i < before; i++) ring.claim(first + i);
        for (int i = 1; i < before; i += 2) ring.publish(slice(first + i));
        played.clear();
        ring.turn(50);
        ring.claim(50);
        ring.publish(slice(50));
        for (int i = 0; i < before; i++) assertEquals(first + i, next());
        assertEquals(50, next());
        assertEquals(List.of(50), played, "the others were not published in order");
        for (int i = 0; i <= before; i++) ring.release();
    }
}
