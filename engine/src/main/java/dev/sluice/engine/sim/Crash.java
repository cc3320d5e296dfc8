package dev.sluice.engine.sim;

/** A node dies here: thrown through the core that ran, up to the node. */
final class Crash extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Crash() {
        super("crash", null, false, false);
    }
}
