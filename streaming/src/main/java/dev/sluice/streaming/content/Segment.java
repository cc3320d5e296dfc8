package dev.sluice.streaming.content;

/** A part of a recording that plays by itself: plaintext bytes, and how long they play. */
public record Segment(int bytes, int millis) {
    /** Longer than any player buffers. */
    public static final int MAX_MILLIS = 600_000;

    public Segment {
        if (bytes < 1) throw new IllegalArgumentException("a segment of " + bytes + " bytes");
        if (millis < 1 || millis > MAX_MILLIS)
            throw new IllegalArgumentException(
                    "a segment of " + millis + " ms, of at most " + MAX_MILLIS);
    }
}
