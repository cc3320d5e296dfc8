package dev.sluice.engine;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;

/** Measures what a piece of code allocates on this thread once it is warm. */
public final class Allocation {
    private static final int WARM_UP = 20_000;
    private static final int MEASURED = 1_000;

    /** On a busy machine the compiler comes late. */
    private static final int ATTEMPTS = 500;

    private Allocation() {}

    /** Bytes per run, rounded down; the lowest of several attempts, because a JIT may interfere. */
    public static long bytesPerRun(Runnable code) {
        for (int i = 0; i < WARM_UP; i++) code.run();
        long lowest = Long.MAX_VALUE;
        for (int attempt = 0; attempt < ATTEMPTS && lowest > 0; attempt++)
            lowest = Math.min(lowest, measure(code));
        return lowest / MEASURED;
    }

    /** False when the JVM was told to stop at a compiler that keeps objects which never escape. */
    public static boolean fullCompiler() {
        return !ManagementFactory.getRuntimeMXBean()
                .getInputArguments()
                .contains("-XX:TieredStopAtLevel=1");
    }

    private static long measure(Runnable code) {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        for (int i = 0; i < MEASURED; i++) code.run();
        return threads.getCurrentThreadAllocatedBytes() - before;
    }
}
