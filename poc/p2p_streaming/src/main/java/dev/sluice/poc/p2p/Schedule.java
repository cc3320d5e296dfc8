package dev.sluice.poc.p2p;

/** Which slice is asked of which seeder. Pure but for its random numbers, which are seeded. */
interface Schedule {
    int NONE = -1;

    /** The slice to ask this seeder for now, of which it has room for one; or {@link #NONE}. */
    int next(Swarm swarm, int peer, long nowNs);

    /** How much may be asked of a seeder at once. */
    default long roomBytes(Swarm swarm, int peer) {
        return Setting.IN_FLIGHT_BYTES;
    }

    /** A slice under way elsewhere to ask this seeder for too; or {@link #NONE}. */
    default int hedge(Swarm swarm, int peer, Player player, long nowNs) {
        return NONE;
    }

    /** In order, whoever has room. */
    static Schedule sequential() {
        return (swarm, peer, nowNs) -> {
            int slice = swarm.wanted(0);
            while (slice >= 0 && !swarm.doesHold(peer, slice)) slice = swarm.wanted(slice + 1);
            return slice;
        };
    }
}
