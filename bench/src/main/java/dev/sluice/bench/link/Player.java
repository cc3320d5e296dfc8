package dev.sluice.bench.link;

/**
 * A player of media at a fixed rate, which counts how long it stood still: a pure core.
 *
 * <p>It begins when it has enough, goes on as soon as there is anything, and takes no more than its
 * buffer holds. {@code nowNs} is any monotone count of nanoseconds that never goes back. One owning
 * thread.
 */
final class Player {
    private static final long BITS_TIMES_NS = 8_000_000_000L;

    private final Media media;
    private long receivedBytes;
    private long playedNs;
    private long lastNs;
    private long startedNs;
    private boolean started;
    private boolean standing;
    private long stalledNs;
    private long longestStallNs;
    private long stallNs;
    private int stalls;

    /**
     * What is played, and how.
     *
     * @param startNs of play that must be here before it begins
     * @param bufferNs of play that it holds at most
     */
    record Media(long bytes, long bitsPerSecond, long startNs, long bufferNs) {
        Media {
            if (bytes < 1) throw new IllegalArgumentException(bytes + " bytes");
            if (bitsPerSecond < 1)
                throw new IllegalArgumentException(bitsPerSecond + " bits a second");
            if (startNs < 0 || bufferNs < startNs)
                throw new IllegalArgumentException(
                        "begins at " + startNs + " ns, holds " + bufferNs + " ns");
        }

        /** How long so many bytes play. */
        long playNs(long ofBytes) {
            return Math.multiplyExact(ofBytes, BITS_TIMES_NS) / bitsPerSecond;
        }
    }

    Player(Media media) {
        this.media = media;
    }

    /** More media is here. */
    void on(int bytes, long nowNs) {
        advance(nowNs);
        receivedBytes += bytes;
        if (receivedBytes > media.bytes())
            throw new IllegalStateException(receivedBytes + " bytes of " + media.bytes());
        if (standing && bytes > 0) goOn();
        boolean enough = receivedNs() >= media.startNs() || receivedBytes == media.bytes();
        if (started || !enough) return;
        started = true;
        startedNs = nowNs;
    }

    private void goOn() {
        standing = false;
        longestStallNs = Math.max(longestStallNs, stallNs);
        stallNs = 0;
    }

    /** Plays until now. */
    void advance(long nowNs) {
        long elapsedNs = nowNs - lastNs;
        lastNs = nowNs;
        if (!started) return;
        long playsNs = Math.min(elapsedNs, receivedNs() - playedNs);
        playedNs += playsNs;
        if (playsNs < elapsedNs && !hasEnded()) stand(elapsedNs - playsNs);
    }

    private void stand(long forNs) {
        if (!standing) stalls++;
        standing = true;
        stallNs += forNs;
        stalledNs += forNs;
        longestStallNs = Math.max(longestStallNs, stallNs);
    }

    private long receivedNs() {
        return media.playNs(receivedBytes);
    }

    /** How long until it takes more; 0 when it takes it now. */
    long fullForNs() {
        return started ? Math.max(0, receivedNs() - playedNs - media.bufferNs()) : 0;
    }

    boolean hasStarted() {
        return started;
    }

    /** When it began; meaningless before. */
    long startedNs() {
        return startedNs;
    }

    /** All of it is played. */
    boolean hasEnded() {
        return playedNs == media.playNs(media.bytes());
    }

    long stalledNs() {
        return stalledNs;
    }

    long longestStallNs() {
        return longestStallNs;
    }

    int stalls() {
        return stalls;
    }
}
