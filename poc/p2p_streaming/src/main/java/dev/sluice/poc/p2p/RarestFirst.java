package dev.sluice.poc.p2p;

import java.util.SplittableRandom;

/** The slice that the fewest seeders have, by lot among equals, before a horizon. */
final class RarestFirst implements Schedule {
    private final SplittableRandom lots = new SplittableRandom(1);
    private final long aheadBytes;

    /** Looks so far beyond the first slice that is not here. */
    RarestFirst(long aheadBytes) {
        this.aheadBytes = aheadBytes;
    }

    @Override
    public int next(Swarm swarm, int peer, long nowNs) {
        long end = swarm.next + Math.max(2, aheadBytes / swarm.sliceBytes);
        int rarest = NONE;
        int copies = Integer.MAX_VALUE;
        int equals = 0;
        for (int slice = swarm.wanted(0);
                slice >= 0 && slice < end;
                slice = swarm.wanted(slice + 1)) {
            if (!swarm.doesHold(peer, slice) || swarm.copies(slice) > copies) continue;
            equals = swarm.copies(slice) < copies ? 1 : equals + 1;
            copies = swarm.copies(slice);
            if (lots.nextInt(equals) == 0) rarest = slice;
        }
        return rarest;
    }
}
