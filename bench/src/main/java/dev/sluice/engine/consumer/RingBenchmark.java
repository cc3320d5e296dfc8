package dev.sluice.engine.consumer;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * A place of the reorder ring from its claim to its delivery: two threads woken one after the
 * other, with nothing to decrypt between them. So it is what the ring adds to a lone slice.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class RingBenchmark {
    private static final int SLOTS = 64;
    private static final byte[] NOTHING = {};

    private final Turn turn = new Turn();
    private volatile long delivered = -1;
    private long next;
    private final ReorderRing ring =
            new ReorderRing(
                    SLOTS,
                    Thread.ofPlatform().daemon().factory(),
                    turn,
                    (slot, _, _) -> slot.plainLength = 0,
                    new DeliverStage(
                            (_, _, _) -> {},
                            new BufferPool(0, SLOTS),
                            turn,
                            (index, _) -> delivered = index,
                            failure -> {
                                throw new IllegalStateException(failure);
                            }));

    public RingBenchmark() {
        ring.begin(0);
    }

    @TearDown
    public void close() {
        ring.close();
    }

    @Benchmark
    public long claimToDeliver() {
        long index = next++;
        ring.claim(index);
        ring.publish(new Arrival(0, index, NOTHING, 0, 0));
        while (delivered < index) Thread.onSpinWait();
        ring.release();
        return index;
    }
}
