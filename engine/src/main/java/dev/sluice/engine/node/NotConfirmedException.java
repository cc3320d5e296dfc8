package dev.sluice.engine.node;

import java.io.IOException;

/** A payee did not count a reserve within the time that was given. The reserve stays. */
public final class NotConfirmedException extends IOException {
    private static final long serialVersionUID = 1L;

    NotConfirmedException(String message) {
        super(message);
    }
}
