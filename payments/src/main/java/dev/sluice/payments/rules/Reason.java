package dev.sluice.payments.rules;

/** Why something was refused. The names are stable: they travel on the wire and stand in logs. */
public enum Reason {
    UNKNOWN_CHANNEL,
    WRONG_CHAIN,
    WRONG_CONTRACT,
    WRONG_TOKEN,
    WRONG_PAYEE,
    WRONG_CHANNEL,
    CHANNEL_MISMATCH,
    NOT_CONFIRMED,
    EXIT_UNDER_WAY,
    EXIT_DELAY_TOO_SHORT,
    WRONG_SPLIT,
    RESERVE_TOO_SMALL,
    BAD_SIGNATURE,
    LOWER_CUMULATIVE,
    ABOVE_RESERVE,
    STEP_TOO_SMALL,
    CREDIT_EXHAUSTED,
    CHANNEL_CLOSED,
    EXPOSURE_LIMIT,
    BUDGET_REACHED,
    UNKNOWN_CONTENT,
    OUT_OF_RANGE,
    NO_CHANNEL,
    /** The payee has not named this node to sign for it; the payer's own exit is open. */
    NO_DELEGATE,
    /** The payee cannot ask the ledger now. */
    LEDGER_UNAVAILABLE,
    /** The payee has too much to do now. */
    BUSY,
    /** Somebody else signs with the same key (T27). */
    ANOTHER_SIGNER,
    /** A delegation or a grant is past its date, or before it. */
    EXPIRED,
    /** A grant's serial is served no more. */
    REVOKED,
    /** A grant is somebody else's. */
    WRONG_HOLDER,
    /** A transfer was used before, for somebody else. */
    REPLAYED,
    /** Only the work's creator can do that. */
    NOT_THE_CREATOR,
    /** The node has the work, but not, or not yet, this slice of it: nothing was charged. */
    NOT_HELD,
    /** Who asked has taken the request back before its answer began: nothing is charged. */
    CANCELLED;

    /** Whether time alone may cure it: the same request can be made again later. */
    public boolean isTemporary() {
        return switch (this) {
            case BUSY, LEDGER_UNAVAILABLE, NOT_CONFIRMED -> true;
            default -> false;
        };
    }
}
