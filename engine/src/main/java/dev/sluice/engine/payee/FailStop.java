package dev.sluice.engine.payee;

import com.lmax.disruptor.ExceptionHandler;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/**
 * Ends a stage on its first failure (I10). It throws, so that the stage's sequence does not move:
 * the stages behind it never see the event, and nothing that is not durable is answered.
 */
final class FailStop implements ExceptionHandler<PayeeSlot> {
    private final Consumer<Throwable> onFailure;
    private final AtomicBoolean told = new AtomicBoolean();

    FailStop(Consumer<Throwable> onFailure) {
        this.onFailure = onFailure;
    }

    @Override
    public void handleEventException(Throwable failure, long sequence, PayeeSlot slot) {
        stop(failure);
    }

    @Override
    public void handleOnStartException(Throwable failure) {
        stop(failure);
    }

    @Override
    public void handleOnShutdownException(Throwable failure) {
        stop(failure);
    }

    private void stop(Throwable failure) {
        if (told.compareAndSet(false, true)) onFailure.accept(failure);
        throw new IllegalStateException("the payee pipeline stopped", failure);
    }
}
