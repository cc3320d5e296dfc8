package dev.sluice.payments.store;

/** Durable state could not be read or written: the node must stop signing and serving (I10). */
public class StoreException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public StoreException(String message, Throwable cause) {
        super(message, cause);
    }

    public StoreException(String message) {
        super(message);
    }
}
