package dev.sluice.engine.session;

/** A pause before somebody is asked again; nanoseconds of the session's clock. */
final class Wait {
    private boolean waiting;
    private long untilNs;

    void until(long ns) {
        waiting = true;
        untilNs = ns;
    }

    void end() {
        waiting = false;
    }

    boolean isSet() {
        return waiting;
    }

    /** Once for each pause. */
    boolean isOver(long nowNs) {
        if (!waiting || nowNs - untilNs < 0) return false;
        waiting = false;
        return true;
    }
}
