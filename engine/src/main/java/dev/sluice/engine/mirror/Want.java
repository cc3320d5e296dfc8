package dev.sluice.engine.mirror;

import dev.sluice.streaming.text.PeerId;
import java.util.TreeSet;

/** Why a work is wanted, and when it may be tried. Owned by the core. */
final class Want {
    static final int MAX_ASKERS = 64;
    static final long FIRST_WAIT_SECONDS = 15;
    static final long MAX_WAIT_SECONDS = 3_600;

    /** What one whole view serves of each MiB, as the works on disk are valued. */
    private static final long VIEW = 1L << 20;

    private final TreeSet<PeerId> askers = new TreeSet<>();
    private long askedAtSeconds;
    private boolean pinned;
    private boolean begun;
    private long tryAtSeconds;
    private long waitSeconds = FIRST_WAIT_SECONDS;

    void asked(PeerId by, long nowSeconds) {
        askedAtSeconds = nowSeconds;
        if (askers.size() < MAX_ASKERS) askers.add(by);
    }

    void pin() {
        pinned = true;
    }

    void begin() {
        begun = true;
    }

    boolean isPinned() {
        return pinned;
    }

    long askedAtSeconds() {
        return askedAtSeconds;
    }

    /** Only asked for: its owner did not want it, and nothing of it is here. */
    boolean isDemandOnly() {
        return !pinned && !begun;
    }

    int askers() {
        return askers.size();
    }

    boolean mayTry(int threshold, long nowSeconds) {
        return nowSeconds >= tryAtSeconds && (!isDemandOnly() || askers.size() >= threshold);
    }

    /** Pins before what was begun, that before what is asked for. */
    int rank() {
        if (pinned) return 2;
        return begun ? 1 : 0;
    }

    /** Whether it is worth that this goes: each who asked is thought to read it once. */
    boolean isWorth(long victimValue) {
        return pinned || victimValue < askers.size() * VIEW;
    }

    void failed(long nowSeconds) {
        tryAtSeconds = nowSeconds + waitSeconds;
        waitSeconds = Math.min(MAX_WAIT_SECONDS, 2 * waitSeconds);
    }
}
