package dev.sluice.engine.scheduler;

/**
 * How often a slice may still be asked for a second time: a token bucket, filled by slices that
 * arrive. Over any run at most {@code burst + arrived * percent / 100} are asked for twice.
 */
final class HedgeBudget {
    private static final int WHOLE = 100;

    private final int percent;
    private final int capacity;
    private int level;

    HedgeBudget(int percent, int burst) {
        this.percent = percent;
        this.capacity = burst * WHOLE;
        this.level = capacity;
    }

    void arrived() {
        level = Math.min(Math.max(capacity, WHOLE), level + percent);
    }

    boolean take() {
        if (level < WHOLE) return false;
        level -= WHOLE;
        return true;
    }
}
