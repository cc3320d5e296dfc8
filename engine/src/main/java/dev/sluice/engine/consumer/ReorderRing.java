package dev.sluice.engine.consumer;

import com.lmax.disruptor.EventHandler;
import com.lmax.disruptor.InsufficientCapacityException;
import com.lmax.disruptor.RingBuffer;
import com.lmax.disruptor.dsl.Disruptor;
import com.lmax.disruptor.dsl.ProducerType;
import dev.sluice.engine.ring.SignalledWait;
import dev.sluice.engine.ring.Stage;
import java.util.concurrent.ThreadFactory;

/**
 * The reorder buffer: slots are claimed in order, published in any order, and delivered in order.
 *
 * <p>Claimed and published by one thread; the "multi" sequencer is what lets a later slot be
 * published before an earlier one. Slice {@code i} stands at sequence {@code i - firstSlice}.
 */
final class ReorderRing implements AutoCloseable {
    private final Disruptor<ReorderSlot> disruptor;
    private final RingBuffer<ReorderSlot> ring;
    private final long firstSlice;

    ReorderRing(
            int slots,
            int sliceBytes,
            long firstSlice,
            ThreadFactory threads,
            EventHandler<ReorderSlot> open,
            EventHandler<ReorderSlot> deliver) {
        this.firstSlice = firstSlice;
        SignalledWait wait = new SignalledWait();
        disruptor =
                new Disruptor<>(
                        () -> new ReorderSlot(sliceBytes),
                        slots,
                        threads,
                        ProducerType.MULTI,
                        wait);
        disruptor.setDefaultExceptionHandler(new StopOnFailure<>());
        disruptor.handleEventsWith(Stage.of(open, wait)).then(deliver);
        ring = disruptor.getRingBuffer();
        wait.watch(ring);
        disruptor.start();
    }

    /** Claims the next slot, which must be that of {@code index}. */
    void claim(long index) {
        try {
            long sequence = ring.tryNext();
            if (sequence + firstSlice != index)
                throw new IllegalStateException("claimed " + sequence + " for slice " + index);
            ring.get(sequence).index = index;
        } catch (InsufficientCapacityException e) {
            throw new IllegalStateException("the ring is full at slice " + index, e);
        }
    }

    ReorderSlot slot(long index) {
        return ring.get(index - firstSlice);
    }

    void publish(long index) {
        ring.publish(index - firstSlice);
    }

    @Override
    public void close() {
        disruptor.halt();
    }
}
