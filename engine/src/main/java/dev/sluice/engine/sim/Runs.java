package dev.sluice.engine.sim;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongFunction;

/**
 * Many worlds, some at a time: each in one thread, all with nothing in common. Thread-safe towards
 * its own workers only; {@link #run} blocks its caller.
 */
public final class Runs {
    private static final int MOST_KEPT = 20;

    private final Progress progress;
    private final Coverage coverage = new Coverage();
    private final List<Outcome> failures = new ArrayList<>();
    private long failed;
    private long done;
    private long events;
    private long checks;

    /** Told after each world, by any worker, one at a time. */
    @FunctionalInterface
    public interface Progress {
        void done(long worlds, long events);
    }

    public Runs(Progress progress) {
        this.progress = progress;
    }

    /** Runs the worlds of the seeds from {@code first}; ends early when too many have failed. */
    public void run(long first, long count, long eventsEach, int jobs) {
        runAll(count, jobs, i -> Simulation.run(first + i, eventsEach));
    }

    /** Runs the standard world once for every place where a node can die. */
    public void runCrashPoints(List<CrashWorld> points, int jobs) {
        runAll(points.size(), jobs, i -> points.get((int) i).run());
    }

    private void runAll(long count, int jobs, LongFunction<Outcome> world) {
        AtomicLong next = new AtomicLong();
        try (ExecutorService workers = Executors.newFixedThreadPool(jobs, Runs::worker)) {
            List<Future<?>> all = new ArrayList<>();
            for (int job = 0; job < jobs; job++)
                all.add(workers.submit(() -> work(next, count, world)));
            for (Future<?> one : all) one.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("a world's worker died", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static Thread worker(Runnable work) {
        return Thread.ofPlatform().daemon().name("sim-", 0).unstarted(work);
    }

    private void work(AtomicLong next, long count, LongFunction<Outcome> world) {
        for (long i = next.getAndIncrement(); i < count; i = next.getAndIncrement())
            if (!add(world.apply(i))) return;
    }

    private synchronized boolean add(Outcome outcome) {
        done++;
        events += outcome.events();
        checks += outcome.checks();
        coverage.add(outcome.coverage());
        if (outcome.failed()) {
            failed++;
            if (failures.size() < MOST_KEPT) failures.add(outcome);
        }
        progress.done(done, events);
        return failed < MOST_KEPT;
    }

    /** The first worlds that failed. */
    public synchronized List<Outcome> failures() {
        return List.copyOf(failures);
    }

    public synchronized long failed() {
        return failed;
    }

    public synchronized long worlds() {
        return done;
    }

    public synchronized long events() {
        return events;
    }

    public synchronized long checks() {
        return checks;
    }

    public synchronized Coverage coverage() {
        return coverage;
    }
}
