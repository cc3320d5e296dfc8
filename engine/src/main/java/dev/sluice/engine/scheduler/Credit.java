package dev.sluice.engine.scheduler;

/** The port to money, which the scheduler does not own. */
public interface Credit {
    /**
     * Whether the peer's credit reaches for the slice now. What stands against it is taken to hold
     * for all slices until the next decision; a slice that a peer does not have it refuses.
     *
     * @param twice another peer is at work on it as well, so it may be brought and never paid
     */
    boolean canAsk(int peer, long slice, boolean twice);

    /** What the peer takes for a full slice; only compared. */
    long priceBaseUnits(int peer);
}
