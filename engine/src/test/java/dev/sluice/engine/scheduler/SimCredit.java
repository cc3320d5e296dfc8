package dev.sluice.engine.scheduler;

import java.util.Arrays;
import java.util.List;

/**
 * A payment window as seeders grant it: one slice at first, one more for each that was paid. What
 * was asked for and not paid stands against it, and is written off in time.
 */
final class SimCredit implements Credit {
    private static final int MAX_WINDOW = 16;
    private static final long WRITE_OFF_NS = 1_000_000_000;

    private final List<SimPeer> peers;
    private final int[] window = new int[Scheduler.MAX_PEERS];
    private final int[] unpaid = new int[Scheduler.MAX_PEERS];
    private final int[] lost = new int[Scheduler.MAX_PEERS];
    private long writeOffNs;

    SimCredit(List<SimPeer> peers, int firstCredit) {
        this.peers = peers;
        Arrays.fill(window, firstCredit);
    }

    void tick(long nowNs) {
        if (nowNs < writeOffNs) return;
        writeOffNs = nowNs + WRITE_OFF_NS;
        Arrays.setAll(lost, i -> Math.max(0, lost[i] - 1));
    }

    void asked(int peer) {
        unpaid[peer]++;
    }

    void paid(int peer) {
        unpaid[peer] = Math.max(0, unpaid[peer] - 1);
        window[peer] = Math.min(MAX_WINDOW, window[peer] + 1);
    }

    void cancelled(int peer) {
        if (unpaid[peer] == 0) return;
        unpaid[peer]--;
        lost[peer] = Math.min(window[peer], lost[peer] + 1);
    }

    void gone(int peer) {
        unpaid[peer] = 0;
        lost[peer] = 0;
    }

    @Override
    public boolean canAsk(int peer, long slice, boolean twice) {
        int room = window[peer] - unpaid[peer] - lost[peer];
        return room > 0;
    }

    @Override
    public long priceBaseUnits(int peer) {
        return peers.get(peer).priceBaseUnits;
    }
}
