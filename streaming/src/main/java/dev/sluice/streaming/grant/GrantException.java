package dev.sluice.streaming.grant;

/** A paper that is not to be believed, and why. */
public final class GrantException extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient Denied why;

    public GrantException(Denied why) {
        super(why.toString());
        this.why = why;
    }

    private GrantException(String place, Denied why) {
        super(place + ": " + why);
        this.why = why;
    }

    /** The same, and where the paper was found. */
    public GrantException in(String place) {
        return new GrantException(place, why);
    }

    static GrantException of(Denied.Kind kind, Object expected, Object actual) {
        return new GrantException(Denied.of(kind, expected, actual));
    }

    public Denied why() {
        return why;
    }
}
