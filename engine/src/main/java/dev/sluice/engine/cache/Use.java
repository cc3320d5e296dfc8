package dev.sluice.engine.cache;

/**
 * What a work on this disk was good for.
 *
 * @param served bytes of it that were served, as they counted at {@code atSeconds}; half as much a
 *     week later
 * @param atSeconds when it was last played, served or pinned, seconds since 1970
 * @param pinned it never makes room for another
 */
public record Use(long served, long atSeconds, boolean pinned) {
    static final Use NONE = new Use(0, 0, false);
    static final long HALF_LIFE_SECONDS = 7 * 86_400;

    public Use {
        if (served < 0 || atSeconds < 0)
            throw new IllegalArgumentException("served " + served + " at " + atSeconds);
    }

    /** What was served, as it counts now. */
    long servedBy(long nowSeconds) {
        long halves = Math.max(0, nowSeconds - atSeconds) / HALF_LIFE_SECONDS;
        return halves >= Long.SIZE - 1 ? 0 : served >> halves;
    }

    Use serving(long bytes, long nowSeconds) {
        long sum = servedBy(nowSeconds) + bytes;
        return new Use(sum < 0 ? Long.MAX_VALUE : sum, Math.max(atSeconds, nowSeconds), pinned);
    }

    Use pinned(boolean keep, long nowSeconds) {
        return new Use(servedBy(nowSeconds), Math.max(atSeconds, nowSeconds), keep);
    }

    /**
     * What is served of it for each MiB that it takes: what takes least room for most goes last.
     */
    long valueBy(long nowSeconds, long diskBytes) {
        return servedBy(nowSeconds) / Math.max(1, diskBytes >> 20);
    }
}
