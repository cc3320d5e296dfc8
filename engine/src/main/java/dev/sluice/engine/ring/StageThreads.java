package dev.sluice.engine.ring;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Gives each stage's thread the stage's name, so that a dump of threads, or of their processor
 * time, says what is slow; and waits for them when they end. The Disruptor asks for threads in the
 * order of its stages.
 */
public final class StageThreads implements ThreadFactory {
    private final ThreadFactory threads;
    private final String[] names;
    private final AtomicInteger next = new AtomicInteger();
    private final List<Thread> begun = new CopyOnWriteArrayList<>();

    /** Linux keeps 15 characters of a name. */
    public StageThreads(ThreadFactory threads, String... names) {
        this.threads = threads;
        this.names = names.clone();
    }

    @Override
    public Thread newThread(Runnable work) {
        Thread thread = threads.newThread(work);
        thread.setName(names[Math.min(next.getAndIncrement(), names.length - 1)]);
        begun.add(thread);
        return thread;
    }

    /** Waits until the stages have ended, which were told to; but not for the one that asks. */
    public void join() {
        boolean interrupted = false;
        for (Thread stage : begun)
            try {
                if (!stage.equals(Thread.currentThread())) stage.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        if (interrupted) Thread.currentThread().interrupt();
    }
}
