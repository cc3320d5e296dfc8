package dev.sluice.streaming.grant;

/**
 * No, with the two values that disagree.
 *
 * @param kind stable name of the rule
 * @param expected what the rule wants
 * @param actual what it met
 */
public record Denied(Kind kind, String expected, String actual) {
    /** Why a paper is not good. */
    public enum Kind {
        TOO_LARGE,
        MALFORMED,
        UNKNOWN_VERSION,
        BAD_SIGNATURE,
        WRONG_CREATOR,
        WRONG_CONTENT,
        WRONG_PEER,
        /** A delegate's channels pay the creator's own payee: two gates for one channel. */
        SHARED_PAYEE,
        WRONG_HOLDER,
        OUT_OF_RANGE,
        NOT_YET_VALID,
        EXPIRED,
        REVOKED,
        /** A transfer that was used before, for somebody else. */
        REPLAYED,
        /** Evidence that shows nothing wrong. */
        NOT_PROVEN
    }

    static Denied of(Kind kind, Object expected, Object actual) {
        return new Denied(kind, String.valueOf(expected), String.valueOf(actual));
    }

    /** One line: the rule and both values. */
    @Override
    public String toString() {
        return kind + ": expected " + expected + ", got " + actual;
    }
}
