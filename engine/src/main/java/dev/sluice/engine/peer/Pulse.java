package dev.sluice.engine.peer;

import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Finds out whether a quiet peer is still there, and never gives up a connection that is only slow.
 *
 * <p>It asks the peer something. When no answer comes soon it dials once more, beside: the first of
 * the two that answers is kept. A process that was killed and is back is met again that way long
 * before the transport's idle timeout tells of its end. Blocks its caller, so it belongs on a
 * virtual thread.
 */
public final class Pulse<C> {
    private static final int MOST_PATIENCE = 8;

    private final Dial<C> dial;
    private final Consumer<C> close;
    private final long silentMs;
    private volatile long patienceMs;

    /** Asks something of a peer and waits for the answer. */
    public interface Asking {
        void ask() throws IOException, RefusedException;
    }

    /** Connects to the same peer, and is greeted by it. */
    public interface Dial<C> {
        C dial() throws IOException, RefusedException;
    }

    /**
     * @param close what becomes of a younger connection that came second
     * @param silentMs how long an answer may take before the peer is dialled once more
     */
    public Pulse(Dial<C> dial, Consumer<C> close, long silentMs) {
        this.dial = dial;
        this.close = close;
        this.silentMs = silentMs;
        this.patienceMs = silentMs;
    }

    /** How long an answer may take now: after dials in vain up to eight times as long. */
    long patienceMs() {
        return patienceMs;
    }

    /**
     * Null while the connection answers, or the younger connection that answered first, which is
     * then the caller's to close. Fails as the question did when that ended without an answer.
     */
    public @Nullable C feel(Asking asking) throws IOException, RefusedException {
        CompletableFuture<Optional<C>> first = new CompletableFuture<>();
        Thread.ofVirtual().name("link-ask").start(() -> ask(asking, first));
        try {
            C none = first.get(patienceMs, TimeUnit.MILLISECONDS).orElse(null);
            patienceMs = Math.max(silentMs, patienceMs / 2);
            return none;
        } catch (TimeoutException _) {
            Thread.ofVirtual().name("link-dial").start(() -> dial(first));
            return join(first);
        } catch (ExecutionException e) {
            throw failure(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    private static <C> void ask(Asking asking, CompletableFuture<Optional<C>> first) {
        try {
            asking.ask();
            first.complete(Optional.empty());
        } catch (IOException | RefusedException | RuntimeException e) {
            first.completeExceptionally(e);
        }
    }

    /** A dial that fails says nothing: the question is still open. */
    private void dial(CompletableFuture<Optional<C>> first) {
        try {
            C younger = dial.dial();
            if (first.complete(Optional.of(younger))) return;
            patienceMs = Math.min(2 * patienceMs, MOST_PATIENCE * silentMs);
            close.accept(younger);
        } catch (IOException | RefusedException | RuntimeException _) {
            // the older connection ends by its own timeouts
        }
    }

    private static <C> @Nullable C join(CompletableFuture<Optional<C>> first)
            throws IOException, RefusedException {
        try {
            return first.join().orElse(null);
        } catch (CompletionException e) {
            throw failure(e.getCause());
        }
    }

    private static IOException failure(@Nullable Throwable cause) throws RefusedException {
        if (cause instanceof RefusedException refused) throw refused;
        return cause instanceof IOException io ? io : new IOException(cause);
    }
}
