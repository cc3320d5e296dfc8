package dev.sluice.chain.tx;

import java.util.List;

/**
 * The transactions that were signed and are not final: on disk before they leave, so that a
 * restarted process finds them in a block, or sends them again, and never gives their nonces to
 * something else. Owned by the {@link Transactor}'s thread.
 */
interface TxJournal extends AutoCloseable {
    /** Nothing is kept: for a chain that ends with its process. */
    TxJournal NONE =
            new TxJournal() {
                @Override
                public List<SignedCall> unfinished() {
                    return List.of();
                }

                @Override
                public void signed(SignedCall call) {}

                @Override
                public void finished(long nonce) {}

                @Override
                public void close() {}
            };

    /** What an earlier process left, in the order in which it was signed. */
    List<SignedCall> unfinished();

    /** Returns when it is on disk; a failure is final, and nothing is signed after it (I10). */
    void signed(SignedCall call);

    /** The nonce needs no more care: its transaction is final, or was never taken by a node. */
    void finished(long nonce);

    @Override
    void close();
}
