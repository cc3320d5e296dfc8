package dev.sluice.bench.crash;

/** Where a process is killed. */
enum Stage {
    /** A payee has judged a batch of vouchers; nothing of it is on disk. */
    BEFORE_VOUCHER_COMMIT,
    /** The batch is being written: the kill comes from another thread. */
    DURING_VOUCHER_COMMIT,
    /** The batch is on disk; nobody has been answered. */
    AFTER_VOUCHER_COMMIT,
    /** Keys were paid; the release is not on disk. */
    BEFORE_RELEASE_COMMIT,
    /** The release is on disk; the keys have not left. */
    AFTER_RELEASE_COMMIT,
    /** A payer has agreed to an amount; the promise is not on disk. */
    BEFORE_PROMISE_COMMIT,
    /** The promise is on disk; nothing is signed. */
    AFTER_PROMISE_COMMIT,
    /** At whatever instant it falls. */
    ANY_TIME;

    static final Stage[] SELLER = {
        BEFORE_VOUCHER_COMMIT,
        DURING_VOUCHER_COMMIT,
        AFTER_VOUCHER_COMMIT,
        BEFORE_RELEASE_COMMIT,
        AFTER_RELEASE_COMMIT,
        ANY_TIME
    };

    static final Stage[] PLAYER = {BEFORE_PROMISE_COMMIT, AFTER_PROMISE_COMMIT, ANY_TIME};
}
