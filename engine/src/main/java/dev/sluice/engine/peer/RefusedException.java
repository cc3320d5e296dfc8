package dev.sluice.engine.peer;

import dev.sluice.payments.rules.Refused;

/** The peer refused, and said why. */
public final class RefusedException extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient Refused why;

    public RefusedException(Refused why) {
        super(why.toString());
        this.why = why;
    }

    public Refused why() {
        return why;
    }
}
