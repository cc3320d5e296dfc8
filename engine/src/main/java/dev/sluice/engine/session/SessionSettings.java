package dev.sluice.engine.session;

/**
 * The limits of a consumer session, checked when made.
 *
 * @param ringSlots prefetch window, slices; a power of two
 * @param sliceNs how long a slice plays, nanoseconds; 0 when that is not known
 * @param stallNs no seeder has stalled that was silent for less, nanoseconds
 * @param maxRefusals consecutive refusals after which a seeder is dropped
 * @param settleNs when all is delivered, how long the end waits for seeders to take the last
 *     vouchers, nanoseconds
 * @param stays when all that is wanted is delivered, it waits for a seek until the player leaves
 */
public record SessionSettings(
        int ringSlots, long sliceNs, long stallNs, int maxRefusals, long settleNs, boolean stays) {
    private static final long PLAYER_STALL_NS = 400_000_000;

    public static final SessionSettings DEFAULT =
            new SessionSettings(64, 0, 2_000_000_000L, 8, 5_000_000_000L, false);

    public SessionSettings {
        if (Integer.bitCount(ringSlots) != 1)
            throw new IllegalArgumentException("ring slots must be a power of two: " + ringSlots);
        if (sliceNs < 0) throw new IllegalArgumentException("a slice plays " + sliceNs + " ns");
        if (stallNs < 1) throw new IllegalArgumentException("stall " + stallNs + " ns");
        if (maxRefusals < 1) throw new IllegalArgumentException("max refusals " + maxRefusals);
        if (settleNs < 1) throw new IllegalArgumentException("settle " + settleNs + " ns");
    }

    /**
     * The same for media of which a slice plays so long: a player notices a stall that a download
     * does not, and a second request for a slice may have to be paid.
     */
    public SessionSettings playing(long newSliceNs) {
        long stall = newSliceNs == 0 ? stallNs : Math.min(stallNs, PLAYER_STALL_NS);
        return new SessionSettings(ringSlots, newSliceNs, stall, maxRefusals, settleNs, stays);
    }

    /** The same for a player that may go elsewhere, also at the end. */
    public SessionSettings staying() {
        return new SessionSettings(ringSlots, sliceNs, stallNs, maxRefusals, settleNs, true);
    }
}
