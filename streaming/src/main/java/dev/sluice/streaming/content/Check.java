package dev.sluice.streaming.content;

/** The answer of the hash tree about a slice or a key. */
public enum Check {
    OK,
    /** The slice's leaf page is not held, so that nothing can be said. */
    PAGE_MISSING,
    /** Proof, together with the pages, that the bytes are not the creator's (T11). */
    MISMATCH
}
