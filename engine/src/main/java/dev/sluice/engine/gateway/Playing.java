package dev.sluice.engine.gateway;

import dev.sluice.engine.session.Effects.Failure;
import dev.sluice.engine.session.Span;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** A work that is being played; safe for all threads, never blocks. */
public interface Playing {
    /** The slices that are wanted from now on. */
    void seek(Span span);

    /** Nothing is wanted any more: it pays what is owed, and ends. */
    void leave();

    /** Completed at the end, once another may begin to play the work. */
    CompletableFuture<Optional<Failure>> ended();
}
