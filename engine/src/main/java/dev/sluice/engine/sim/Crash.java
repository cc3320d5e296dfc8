package dev.sluice.engine.sim;

/** A node dies here: thrown through the core that ran, up to the node. */
final class Crash extends RuntimeException {
    static final Crash NOW = new Crash();
    private static final long serialVersionUID = 1L;

    private Crash() {
        super("crash", null, false, false);
    }
}
