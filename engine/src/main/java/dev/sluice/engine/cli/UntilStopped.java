package dev.sluice.engine.cli;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Runs what must be done when the process is told to stop (SIGINT, SIGTERM), or when the command
 * ends.
 *
 * <p>The process ends when that is done, whatever the command does meanwhile; and it wakes from
 * {@link #await} at once. So either the hook ends all that hangs together, or the command does, and
 * the hook {@linkplain #onStopAwaitClose waits} for it.
 */
final class UntilStopped implements AutoCloseable {
    /** What is done at the end. */
    interface Closing {
        void run() throws Exception;
    }

    private static final long END_SECONDS = 15;

    private final CountDownLatch stopped = new CountDownLatch(1);
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread hook = new Thread(this::stop, "stop");
    private Closing first = () -> {};
    private Closing closing = () -> {};
    private boolean done;

    UntilStopped() {
        Runtime.getRuntime().addShutdownHook(hook);
    }

    synchronized void onStop(Closing what) {
        closing = what;
    }

    /**
     * The command itself closes everything, this last; the process waits until it has, but not for
     * long.
     */
    void onStopAwaitClose() {
        onStop(
                () -> {
                    if (!closed.await(END_SECONDS, TimeUnit.SECONDS))
                        throw new TimeoutException("not all ended within " + END_SECONDS + " s");
                });
    }

    /** What is closed before that, when it is stopped in the middle of something. */
    synchronized void first(Closing what) {
        first = what;
    }

    void await() throws InterruptedException {
        stopped.await();
    }

    /** Ends {@link #await}, from inside the program. */
    void stopNow() {
        stopped.countDown();
    }

    private synchronized void stop() {
        stopped.countDown();
        if (done) return;
        done = true;
        run(first);
        run(closing);
    }

    private static void run(Closing what) {
        try {
            what.run();
        } catch (Exception e) {
            System.err.println("error[E001]: stopping: " + e.getMessage());
        }
    }

    @Override
    public void close() {
        closed.countDown();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            return; // the hook is running already
        }
        stop();
    }
}
