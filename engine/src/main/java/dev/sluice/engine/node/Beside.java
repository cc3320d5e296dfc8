package dev.sluice.engine.node;

import java.io.IOException;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/**
 * Something that is opened on a thread of its own while its owner opens something else: a node's
 * store, wallet and ledger need nothing of each other, and each of them waits, for the disk, for a
 * slow hash, for an endpoint.
 *
 * <p>Threads: one owner. Until it is kept, {@link #close} closes it, so that nothing stays open
 * when what was opened beside it fails.
 */
public final class Beside<T extends AutoCloseable> implements AutoCloseable {
    private final FutureTask<T> opening;
    private boolean kept;

    private Beside(FutureTask<T> opening) {
        this.opening = opening;
    }

    /** Begins at once. */
    public static <T extends AutoCloseable> Beside<T> open(String name, Callable<T> open) {
        FutureTask<T> opening = new FutureTask<>(open);
        Thread.ofPlatform().daemon().name("open-" + name).start(opening);
        return new Beside<>(opening);
    }

    /** What was opened, or what went wrong with it; waits for that. */
    public T get() throws IOException {
        try {
            return opening.get();
        } catch (ExecutionException e) {
            switch (e.getCause()) {
                case IOException failure -> throw failure;
                case RuntimeException failure -> throw failure;
                case Error failure -> throw failure;
                case null, default -> throw new IOException(e.getCause());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while it was opened", e);
        }
    }

    /** From now on somebody else closes it. */
    public void keep() {
        kept = true;
    }

    @Override
    public void close() throws IOException {
        if (kept) return;
        kept = true;
        T opened;
        try {
            opened = get();
        } catch (IOException | RuntimeException e) {
            return; // nothing is open; its owner fails for this reason or for an earlier one
        }
        try {
            opened.close();
        } catch (IOException | RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IOException(e);
        }
    }
}
