package dev.sluice.chain.rpc;

import dev.sluice.payments.ledger.LedgerException;

/** The node answered with an error (JSON-RPC 2.0, section 5.1). */
public final class RpcRefusal extends LedgerException {
    private static final long serialVersionUID = 1L;

    private final String reason;
    private final String data;

    RpcRefusal(String method, int code, String reason, String data) {
        super(method + " was refused by the node: " + reason + " (code " + code + ")");
        this.reason = reason;
        this.data = data;
    }

    /** The node's own words. */
    public String reason() {
        return reason;
    }

    /** The revert data in hex, or an empty text. */
    public String data() {
        return data;
    }
}
