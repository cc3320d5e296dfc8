package dev.sluice.engine.scheduler;

/** What the scheduler wants done. */
public interface Asks {
    /**
     * Ask the peer for the slice.
     *
     * @param alone another peer is asked for it too, so one of the two will be cancelled: it needs
     *     a stream of its own
     */
    void ask(int peer, long slice, boolean alone);

    /**
     * The peer's answer is not wanted any more; should it come all the same, it is reported as any
     * other.
     */
    void cancel(int peer, long slice);
}
