package dev.sluice.chain.rpc;

import dev.sluice.payments.ledger.LedgerException;

/** The endpoint gave no usable answer: refused, timed out, or spoke something else. */
public final class EndpointUnreachable extends LedgerException {
    private static final long serialVersionUID = 1L;

    private final boolean delivered;

    EndpointUnreachable(String message, boolean delivered, Throwable cause) {
        super(message, cause);
        this.delivered = delivered;
    }

    /** No endpoint could be asked at all. */
    EndpointUnreachable(String message) {
        super(message);
        this.delivered = false;
    }

    /** Whether the request may have reached the node; false when no connection was made. */
    public boolean mayBeDelivered() {
        return delivered;
    }
}
