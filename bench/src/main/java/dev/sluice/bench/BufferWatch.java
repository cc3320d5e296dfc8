package dev.sluice.bench;

import io.netty.util.ResourceLeakDetector;
import io.netty.util.ResourceLeakDetectorFactory;
import io.netty.util.ResourceLeakTracker;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Counts the transport's buffers that were taken and not given back, and those that were lost for
 * good. Sees each of them when the leak detector is paranoid, one of 128 otherwise.
 *
 * <p>Any thread. Takes hold when it is installed before the first buffer is made.
 */
public final class BufferWatch extends ResourceLeakDetectorFactory {
    /** Makes it see every buffer. */
    public static final String PARANOID = "-Dio.netty.leakDetection.level=paranoid";

    private static final AtomicLong LIVE = new AtomicLong();
    private static final AtomicLong LOST = new AtomicLong();

    private BufferWatch() {}

    public static void install() {
        setResourceLeakDetectorFactory(new BufferWatch());
    }

    static long live() {
        return LIVE.get();
    }

    static long lost() {
        return LOST.get();
    }

    @Override
    public <T> ResourceLeakDetector<T> newResourceLeakDetector(
            Class<T> resource, int samplingInterval) {
        return new Counting<>(resource, samplingInterval);
    }

    @Override
    @Deprecated
    public <T> ResourceLeakDetector<T> newResourceLeakDetector(
            Class<T> resource, int samplingInterval, long maxActive) {
        return new Counting<>(resource, samplingInterval);
    }

    private static final class Counting<T> extends ResourceLeakDetector<T> {
        Counting(Class<T> resource, int samplingInterval) {
            super(resource, samplingInterval);
        }

        @Override
        public @Nullable ResourceLeakTracker<T> track(T resource) {
            return counted(super.track(resource));
        }

        @Override
        public ResourceLeakTracker<T> trackForcibly(T resource) {
            return new Counted<>(super.trackForcibly(resource));
        }

        private static <T> @Nullable ResourceLeakTracker<T> counted(
                @Nullable ResourceLeakTracker<T> tracker) {
            return tracker == null ? null : new Counted<>(tracker);
        }

        @Override
        protected void reportTracedLeak(String resourceType, String records) {
            LOST.incrementAndGet();
            super.reportTracedLeak(resourceType, records);
        }

        @Override
        protected void reportUntracedLeak(String resourceType) {
            LOST.incrementAndGet();
            super.reportUntracedLeak(resourceType);
        }

        @Override
        protected boolean needReport() {
            return true;
        }
    }

    private static final class Counted<T> implements ResourceLeakTracker<T> {
        private final ResourceLeakTracker<T> tracker;

        Counted(ResourceLeakTracker<T> tracker) {
            this.tracker = tracker;
            LIVE.incrementAndGet();
        }

        @Override
        public void record() {
            tracker.record();
        }

        @Override
        public void record(Object hint) {
            tracker.record(hint);
        }

        @Override
        public boolean close(T trackedObject) {
            boolean first = tracker.close(trackedObject);
            if (first) LIVE.decrementAndGet();
            return first;
        }
    }
}
