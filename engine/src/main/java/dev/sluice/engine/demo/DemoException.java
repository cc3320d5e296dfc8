package dev.sluice.engine.demo;

import dev.sluice.engine.session.Effects.Failure;
import java.util.Optional;

/** The demo could not be carried through, or what it saw does not add up. */
public final class DemoException extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient Optional<Failure> failure;

    DemoException(String message) {
        super(message);
        this.failure = Optional.empty();
    }

    DemoException(Failure failure) {
        super(failure.text());
        this.failure = Optional.of(failure);
    }

    /** Why the playback ended, when that was the cause. */
    public Optional<Failure> failure() {
        return failure;
    }
}
