package dev.sluice.engine.ring;

import com.lmax.disruptor.EventHandler;
import com.lmax.disruptor.Sequence;

/**
 * A handler that wakes the stage behind it when it is done with a batch. If the handler throws, its
 * sequence stays where it is, and the stages behind never see the event.
 */
public final class Stage<T> implements EventHandler<T> {
    private final EventHandler<T> work;
    private final SignalledWait wait;
    private Sequence done = new Sequence();

    private Stage(EventHandler<T> work, SignalledWait wait) {
        this.work = work;
        this.wait = wait;
    }

    public static <T> Stage<T> of(EventHandler<T> work, SignalledWait wait) {
        return new Stage<>(work, wait);
    }

    @Override
    public void setSequenceCallback(Sequence callback) {
        done = callback;
    }

    @Override
    public void onEvent(T event, long sequence, boolean endOfBatch) throws Exception {
        work.onEvent(event, sequence, endOfBatch);
        if (!endOfBatch) return;
        done.set(sequence);
        wait.signalAllWhenBlocking();
    }
}
