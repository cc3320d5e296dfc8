package dev.sluice.streaming.content;

/** A signed manifest that is not to be believed, and why. */
public final class ManifestException extends Exception {
    private static final long serialVersionUID = 1;

    /** Why a manifest is refused. */
    public enum Kind {
        TOO_LARGE,
        MALFORMED,
        BAD_SIGNATURE,
        UNKNOWN_VERSION,
        UNKNOWN_SUITE,
        FIELD_OUT_OF_RANGE,
        WRONG_CONTENT
    }

    private final Kind kind;

    ManifestException(Kind kind, String message) {
        super(message);
        this.kind = kind;
    }

    public Kind kind() {
        return kind;
    }
}
