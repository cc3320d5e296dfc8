package dev.sluice.streaming.store;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * The store's fuse: the first failed write or force blows it, and no write passes any more (I10).
 * After a failed force the kernel may have dropped what it could not write and call the next force
 * a success, so trying again would turn lost bytes into verified ones. Only a restart, which trusts
 * nothing but forced bits, clears it. Safe for many threads.
 */
final class FailStop {
    private final AtomicReference<@Nullable IOException> blown = new AtomicReference<>();

    /** A write that may fail. */
    @FunctionalInterface
    interface Write {
        void run() throws IOException;
    }

    void run(String what, Write write) throws StoreStoppedException {
        check(what);
        try {
            write.run();
        } catch (IOException e) {
            blown.compareAndSet(null, e);
            throw new StoreStoppedException("could not " + what + ", the store stops: " + e, e);
        }
    }

    void check(String what) throws StoreStoppedException {
        IOException first = blown.get();
        if (first != null)
            throw new StoreStoppedException(
                    "will not " + what + ", the store stopped after an earlier failure: " + first,
                    first);
    }
}
