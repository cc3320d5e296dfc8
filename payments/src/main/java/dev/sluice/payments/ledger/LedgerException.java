package dev.sluice.payments.ledger;

/** The ledger refused or could not be reached; the message says which, and what to do. */
public class LedgerException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public LedgerException(String message) {
        super(message);
    }

    public LedgerException(String message, Throwable cause) {
        super(message, cause);
    }
}
