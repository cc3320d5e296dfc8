package dev.sluice.engine.consumer;

import com.lmax.disruptor.EventHandler;
import com.lmax.disruptor.InsufficientCapacityException;
import com.lmax.disruptor.RingBuffer;
import com.lmax.disruptor.dsl.Disruptor;
import com.lmax.disruptor.dsl.ProducerType;
import dev.sluice.engine.ring.SignalledWait;
import dev.sluice.engine.ring.Stage;
import dev.sluice.engine.ring.StageThreads;
import java.util.concurrent.ThreadFactory;
import org.jspecify.annotations.Nullable;

/**
 * The reorder buffer: slots are claimed in order, published in any order, and delivered in order.
 *
 * <p>Claimed and published by one thread; the "multi" sequencer is what lets a later slot be
 * published before an earlier one. Slice {@code i} stands at sequence {@code i - shift}, which
 * changes when the player goes elsewhere: what was claimed before is passed over then, a {@link
 * Turn} further.
 */
final class ReorderRing implements AutoCloseable {
    private final Disruptor<ReorderSlot> disruptor;
    private final RingBuffer<ReorderSlot> ring;
    private final Turn turn;
    private long shift;
    private long passed;

    ReorderRing(
            int slots,
            ThreadFactory threads,
            Turn turn,
            EventHandler<ReorderSlot> open,
            EventHandler<ReorderSlot> deliver) {
        this.turn = turn;
        SignalledWait wait = new SignalledWait();
        disruptor =
                new Disruptor<>(
                        ReorderSlot::new,
                        slots,
                        new StageThreads(threads, "play-open", "play-deliver"),
                        ProducerType.MULTI,
                        wait);
        disruptor.setDefaultExceptionHandler(new StopOnFailure<>());
        disruptor.handleEventsWith(Stage.of(open, wait)).then(deliver);
        ring = disruptor.getRingBuffer();
        wait.watch(ring);
        disruptor.start();
    }

    /** The next slot that is claimed is that of {@code first}. */
    void begin(long first) {
        shift = first - (ring.getCursor() + 1);
    }

    /** What is claimed is passed over, and the next slot that is claimed is that of another. */
    void turn(long first) {
        turn.next();
        long end = ring.getCursor() + 1;
        for (long sequence = Math.max(passed, end - ring.getBufferSize());
                sequence < end;
                sequence++) if (!ring.isAvailable(sequence)) ring.publish(sequence);
        begin(first);
    }

    /** Claims the next slot, which must be that of {@code index}. */
    void claim(long index) {
        try {
            long sequence = ring.tryNext();
            if (sequence + shift != index)
                throw new IllegalStateException(
                        "claimed " + (sequence + shift) + " for slice " + index);
            ReorderSlot slot = ring.get(sequence);
            slot.index = index;
            slot.turn = turn.now();
            slot.arrival = null;
        } catch (InsufficientCapacityException e) {
            throw new IllegalStateException("the ring is full at slice " + index, e);
        }
    }

    void publish(Arrival arrival) {
        long sequence = arrival.index - shift;
        ring.get(sequence).arrival = arrival;
        ring.publish(sequence);
    }

    /** The next slot was delivered or passed over: what it held, unless it was never published. */
    @Nullable Arrival release() {
        ReorderSlot slot = ring.get(passed++);
        Arrival held = slot.arrival;
        slot.arrival = null;
        return held;
    }

    @Override
    public void close() {
        disruptor.halt();
    }
}
