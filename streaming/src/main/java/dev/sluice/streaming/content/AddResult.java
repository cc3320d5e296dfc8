package dev.sluice.streaming.content;

/** What became of an offered hash page. Only the last three speak against the peer that sent it. */
public enum AddResult {
    ADDED,
    ALREADY_HELD,
    /** The page above is not held, so that this one cannot be checked yet. */
    PARENT_MISSING,
    /** The content's tree has no such page. */
    NO_SUCH_PAGE,
    WRONG_SIZE,
    /** The bytes do not hash to what the page above, or the root, says. */
    MISMATCH;

    /** True when the page is held now. */
    public boolean held() {
        return this == ADDED || this == ALREADY_HELD;
    }
}
