package dev.sluice.streaming.store;

import java.io.IOException;

/** A write that failed, or one refused because an earlier write failed (I10, T22). */
public final class StoreStoppedException extends IOException {
    private static final long serialVersionUID = 1;

    StoreStoppedException(String message, Throwable cause) {
        super(message, cause);
    }
}
