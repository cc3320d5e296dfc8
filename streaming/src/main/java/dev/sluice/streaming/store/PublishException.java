package dev.sluice.streaming.store;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A work that could not be published, and why. Nothing of it is left in the store. */
public final class PublishException extends IOException {
    private static final long serialVersionUID = 1;

    /** What went wrong, for exit codes and advice. */
    public enum Kind {
        EMPTY,
        TOO_LARGE,
        /** Missing, a directory, or no permission. */
        UNREADABLE,
        /** The input's size, time or byte count changed while it was read. */
        CHANGED,
        /** The same root seed already serves another work. */
        SEED_REUSED,
        /** The store could not be written. */
        STORE_FAILED
    }

    private final Kind kind;

    PublishException(Kind kind, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.kind = kind;
    }

    PublishException(Kind kind, String message) {
        this(kind, message, null);
    }

    public Kind kind() {
        return kind;
    }
}
