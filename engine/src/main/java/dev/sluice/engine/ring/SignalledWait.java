package dev.sluice.engine.ring;

import com.lmax.disruptor.AlertException;
import com.lmax.disruptor.RingBuffer;
import com.lmax.disruptor.Sequence;
import com.lmax.disruptor.SequenceBarrier;
import com.lmax.disruptor.WaitStrategy;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * A stage sleeps until the next event is published and the stage before it is done with it.
 *
 * <p>Every {@link Stage} signals when it is done with a batch, the producer signals when it
 * publishes. All ordering comes from the lock: what was done before a signal is seen after the
 * wait.
 */
public final class SignalledWait implements WaitStrategy {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition progress = lock.newCondition();
    private @Nullable RingBuffer<?> ring;

    /** The ring whose slots are waited for; set once, before the first event. */
    public void watch(RingBuffer<?> watched) {
        lock.lock();
        try {
            ring = watched;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public long waitFor(long sequence, Sequence cursor, Sequence before, SequenceBarrier barrier)
            throws AlertException, InterruptedException {
        lock.lockInterruptibly();
        try {
            while (!isReady(sequence, cursor, before)) {
                barrier.checkAlert();
                progress.await();
            }
            return before.get();
        } finally {
            lock.unlock();
        }
    }

    /** The first stage follows the cursor, which runs ahead of what is published. */
    @SuppressWarnings("ReferenceEquality") // the Disruptor names the cursor by being it
    private boolean isReady(long sequence, Sequence cursor, Sequence before) {
        if (before.get() < sequence) return false;
        return before != cursor || ring == null || ring.isAvailable(sequence);
    }

    @Override
    public void signalAllWhenBlocking() {
        lock.lock();
        try {
            progress.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
