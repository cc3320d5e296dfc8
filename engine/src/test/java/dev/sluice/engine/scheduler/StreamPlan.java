package dev.sluice.engine.scheduler;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * What a seed makes of a world: media, peers, bottleneck, seeks.
 *
 * @param downlinkBytesPerSecond what all peers share
 * @param seekToSlices to where the player jumps, in turn; empty for most worlds
 * @param firstCredit slices that a peer serves before it is paid
 */
record StreamPlan(
        long seed,
        MediaRate media,
        SchedulerSettings settings,
        List<SimPeer.Kind> kinds,
        long peerBytesPerSecond,
        long downlinkBytesPerSecond,
        List<Long> seekToSlices,
        int firstCredit) {
    private static final int SLICE_BYTES = 128 << 10;
    private static final long PLAY_NS = 45_000_000_000L;

    static StreamPlan of(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        long bytesPerSecond = random.nextLong(250_000, 1_500_000);
        long sliceNs = SLICE_BYTES * 1_000_000_000L / bytesPerSecond;
        MediaRate media = new MediaRate(SLICE_BYTES, sliceNs, PLAY_NS / sliceNs);
        List<SimPeer.Kind> kinds = new ArrayList<>();
        kinds.add(SimPeer.Kind.STEADY);
        int others = 1 + random.nextInt(7);
        for (int i = 0; i < others; i++) {
            SimPeer.Kind[] all = SimPeer.Kind.values();
            kinds.add(all[random.nextInt(all.length)]);
        }
        // from 0.5 to 3 times what the media needs, over all peers
        long all = bytesPerSecond * (50 + random.nextInt(250)) / 100;
        long perPeer = all / kinds.size() + 20_000;
        long downlink = random.nextInt(3) == 0 ? bytesPerSecond * 3 / 2 : Long.MAX_VALUE;
        List<Long> seeks = new ArrayList<>();
        if (random.nextInt(4) == 0)
            for (int i = 0; i < 1 + random.nextInt(3); i++)
                seeks.add(random.nextLong(media.slices() * 3 / 4));
        return new StreamPlan(
                seed,
                media,
                SchedulerSettings.DEFAULT,
                kinds,
                perPeer,
                downlink,
                seeks,
                random.nextBoolean() ? 16 : 1);
    }

    List<SimPeer> peers() {
        SplittableRandom random = new SplittableRandom(~seed);
        List<SimPeer> peers = new ArrayList<>();
        for (SimPeer.Kind kind : kinds)
            peers.add(new SimPeer(peers.size(), kind, peerBytesPerSecond, random.split()));
        return peers;
    }

    StreamPlan withoutSeeks() {
        return new StreamPlan(
                seed,
                media,
                settings,
                kinds,
                peerBytesPerSecond,
                downlinkBytesPerSecond,
                List.of(),
                firstCredit);
    }
}
