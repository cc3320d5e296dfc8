package dev.sluice.engine.sim;

/**
 * A fault put into a world's nodes on purpose, to show that the checker finds it: a checker that
 * cannot fail proves nothing.
 */
enum Bug {
    NONE,
    ANSWERS_BEFORE_COMMIT,
    FORGETS_PROMISES,
    GIVES_MORE_CREDIT,
    RELEASES_UNPAID_KEYS,
    PAYS_UNVERIFIED_SLICES,
    SUMS_VOUCHERS,
    IGNORES_THE_RESERVE,
    BELIEVES_THE_FIRST_ENDPOINT,
    FORGETS_EXPOSURE,
    LOSES_CLAIMS_IN_REORGS,
    NEVER_CLAIMS,
    PLAYS_LIES,
    SERVES_WHAT_IT_RELEASED,
    GOES_ON_AFTER_A_FAILED_WRITE,
    WRITES_OLD_VOUCHERS,
    FORGETS_DEBTS,
    TAKES_BACK_WHAT_LEFT,
    MAKES_MONEY
}
