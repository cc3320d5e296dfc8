package dev.sluice.engine.store;

import dev.sluice.payments.store.StoreException;

/** Another process has this store open. */
public final class StoreLockedException extends StoreException {
    private static final long serialVersionUID = 1L;

    StoreLockedException(String message) {
        super(message);
    }
}
