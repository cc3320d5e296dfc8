package dev.sluice.engine.consumer;

import com.lmax.disruptor.ExceptionHandler;

/**
 * Ends a stage on its first exception: later stages never see the event. Handlers report before
 * they throw.
 */
final class StopOnFailure<T> implements ExceptionHandler<T> {
    @Override
    public void handleEventException(Throwable failure, long sequence, T event) {
        throw new IllegalStateException("stage failed at sequence " + sequence, failure);
    }

    @Override
    public void handleOnStartException(Throwable failure) {
        throw new IllegalStateException(failure);
    }

    @Override
    public void handleOnShutdownException(Throwable failure) {
        throw new IllegalStateException(failure);
    }
}
