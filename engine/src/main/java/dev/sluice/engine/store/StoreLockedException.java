package dev.sluice.engine.store;

import dev.sluice.payments.store.StoreException;

/** Another process has this store, or the whole data directory. */
public final class StoreLockedException extends StoreException {
    private static final long serialVersionUID = 1L;

    public StoreLockedException(String message) {
        super(message);
    }
}
