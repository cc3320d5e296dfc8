package dev.sluice.chain.ledger;

import dev.sluice.chain.rpc.Node;
import dev.sluice.payments.ledger.LedgerException;
import dev.sluice.payments.ledger.LedgerHealth;

/** Whether the node gives fresh heads. Threads: safe for all; one lock. */
final class Pulse {
    private final Node node;
    private long block;
    private long freshNs = System.nanoTime();

    Pulse(Node node) {
        this.node = node;
    }

    synchronized LedgerHealth health() {
        try {
            block = node.blockNumber();
            freshNs = System.nanoTime();
            return new LedgerHealth(1, 1, block, 0);
        } catch (LedgerException silent) {
            return new LedgerHealth(1, 0, block, (System.nanoTime() - freshNs) / 1_000_000);
        }
    }
}
