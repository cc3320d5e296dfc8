package dev.sluice.engine.ring;

import com.lmax.disruptor.AlertException;
import com.lmax.disruptor.RingBuffer;
import com.lmax.disruptor.Sequence;
import com.lmax.disruptor.SequenceBarrier;
import com.lmax.disruptor.WaitStrategy;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * A stage sleeps until the next event is published and the stage before it is done with it.
 *
 * <p>Every {@link Stage} signals when it is done with a batch, the producer signals when it
 * publishes; a signal wakes the stages that can go on, and no other. All ordering comes from the
 * lock: what was done before a signal is seen after the wait.
 */
public final class SignalledWait implements WaitStrategy {
    private final ReentrantLock lock = new ReentrantLock();
    private final List<Sleeper> sleepers = new ArrayList<>();
    private final ThreadLocal<Sleeper> own = ThreadLocal.withInitial(this::newSleeper);
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
            if (!isReady(sequence, cursor, before))
                own.get().sleep(sequence, cursor, before, barrier);
            return before.get();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void signalAllWhenBlocking() {
        lock.lock();
        try {
            for (int i = 0; i < sleepers.size(); i++) sleepers.get(i).wakeIfDue();
        } finally {
            lock.unlock();
        }
    }

    private Sleeper newSleeper() {
        Sleeper sleeper = new Sleeper();
        sleepers.add(sleeper);
        return sleeper;
    }

    /** The first stage follows the cursor, which runs ahead of what is published. */
    @SuppressWarnings("ReferenceEquality") // the Disruptor names the cursor by being it
    private boolean isReady(long sequence, Sequence cursor, Sequence before) {
        if (before.get() < sequence) return false;
        return before != cursor || ring == null || ring.isAvailable(sequence);
    }

    /** One stage's thread, and what it sleeps for. Guarded by the lock. */
    private final class Sleeper {
        private final Condition due = lock.newCondition();
        private boolean asleep;
        private long sequence;
        private @Nullable Sequence cursor;
        private @Nullable Sequence before;
        private @Nullable SequenceBarrier barrier;

        void sleep(long until, Sequence newCursor, Sequence newBefore, SequenceBarrier newBarrier)
                throws AlertException, InterruptedException {
            sequence = until;
            cursor = newCursor;
            before = newBefore;
            barrier = newBarrier;
            asleep = true;
            try {
                do {
                    newBarrier.checkAlert();
                    due.await();
                } while (!isReady(until, newCursor, newBefore));
            } finally {
                asleep = false;
            }
        }

        void wakeIfDue() {
            if (!asleep || cursor == null || before == null || barrier == null) return;
            if (barrier.isAlerted() || isReady(sequence, cursor, before)) due.signal();
        }
    }
}
