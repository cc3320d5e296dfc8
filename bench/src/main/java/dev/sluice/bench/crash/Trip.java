package dev.sluice.bench.crash;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/** Kills this process when a stage is reached for the n-th time. Threads: any. */
final class Trip {
    private final Stage stage;
    private final AtomicInteger left;

    Trip(Stage stage, int occurrence) {
        this.stage = stage;
        this.left = new AtomicInteger(occurrence);
    }

    /** Does not return when this is the stage and the time has come. */
    void at(Stage reached) {
        if (!due(reached)) return;
        kill();
        while (true) LockSupport.park();
    }

    /** As {@link #at}, but the caller goes on until the signal arrives. */
    void during(Stage reached) {
        if (due(reached)) Thread.ofPlatform().daemon().start(Trip::kill);
    }

    private boolean due(Stage reached) {
        return reached == stage && left.decrementAndGet() == 0;
    }

    private static void kill() {
        String me = Long.toString(ProcessHandle.current().pid());
        try {
            new ProcessBuilder("kill", "-9", me).start();
        } catch (IOException e) {
            throw new IllegalStateException("no kill command", e);
        }
    }
}
