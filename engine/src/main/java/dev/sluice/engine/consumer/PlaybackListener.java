package dev.sluice.engine.consumer;

/**
 * Told how a playback goes, on the session's thread: must be quick. It hears nothing after the
 * playback's result.
 */
public interface PlaybackListener {
    PlaybackListener NONE = new PlaybackListener() {};

    /** A slice reached the player, verified and paid for; sums since the start. */
    default void delivered(long slices, long bytes) {}

    /** A few times a second, also while nothing arrives. */
    default void progress(Progress progress) {}

    default void seederUp(int seeder) {}

    default void seederDown(int seeder, String why) {}

    default void seederDropped(int seeder, String why) {}

    default void keyServiceDown(String why) {}

    /**
     * Proof that the key service sold a wrong key, to be kept before anything else happens; on the
     * thread that checks.
     */
    default void keyEvidence(byte[] file) {}
}
