package dev.sluice.engine.sim;

/** Where a node may die: around each write, each message and each transaction. */
enum Site {
    COMMIT_BEFORE,
    COMMIT_DURING,
    COMMIT_AFTER,
    SEND_BEFORE,
    SEND_AFTER,
    RECEIVE_BEFORE,
    RECEIVE_AFTER,
    TRANSACTION_BEFORE,
    TRANSACTION_AFTER,
    LEDGER_READ
}
