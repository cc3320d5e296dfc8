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
    private final Runnable rest;
    private Sequence done = new Sequence();

    private Stage(EventHandler<T> work, SignalledWait wait, Runnable rest) {
        this.work = work;
        this.wait = wait;
        this.rest = rest;
    }

    public static <T> Stage<T> of(EventHandler<T> work, SignalledWait wait) {
        return new Stage<>(work, wait, () -> {});
    }

    /** This one, which rests after each batch, when the stage behind has it. */
    public Stage<T> resting(Runnable each) {
        return new Stage<>(work, wait, each);
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
        rest.run();
    }
}
