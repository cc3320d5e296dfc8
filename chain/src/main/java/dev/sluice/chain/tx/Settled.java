package dev.sluice.chain.tx;

import java.util.List;
import java.util.TreeMap;

/**
 * The transactions that are in blocks which a reorg may still take. Owned by the {@link
 * Transactor}'s thread.
 */
final class Settled {
    private final TreeMap<Long, InFlight> byNonce = new TreeMap<>();
    private final TxJournal journal;

    Settled(TxJournal journal) {
        this.journal = journal;
    }

    boolean isEmpty() {
        return byNonce.isEmpty();
    }

    void add(InFlight tx) {
        byNonce.put(tx.nonce, tx);
    }

    long nonceAfterLast() {
        return byNonce.isEmpty() ? 0 : byNonce.lastKey() + 1;
    }

    /** Forgets what is final: all nonces below the account's at the newest final block. */
    void finish(long nonceAtFinal) {
        while (!byNonce.isEmpty() && byNonce.firstKey() < nonceAtFinal)
            journal.finished(byNonce.pollFirstEntry().getKey());
    }

    /** Takes out what the chain has no more: nonces that are free again. */
    List<InFlight> dropped(long minedNonce) {
        var tail = byNonce.tailMap(minedNonce, true);
        List<InFlight> dropped = List.copyOf(tail.values());
        tail.clear();
        return dropped;
    }
}
