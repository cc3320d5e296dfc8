package dev.sluice.streaming.content;

/** A run of plaintext bytes that a player needs before it can start: an index, a header. */
public record HotRange(long offset, long bytes) {
    public HotRange {
        if (offset < 0 || bytes < 1 || offset > Geometry.MAX_CONTENT_BYTES - bytes)
            throw new IllegalArgumentException("no hot range of " + bytes + " bytes at " + offset);
    }
}
