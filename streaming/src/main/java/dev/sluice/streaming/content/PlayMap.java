package dev.sluice.streaming.content;

import java.util.List;

/**
 * Where things lie in a recording, as its creator says: what a player needs before it can start,
 * and the segments that play by themselves, one after the other.
 *
 * @param firstSegment where the first segment begins, bytes; what lies before it is needed for all
 * @param segments none when the recording is not made of such
 */
public record PlayMap(List<HotRange> hotRanges, long firstSegment, List<Segment> segments) {
    /** Nothing is known. */
    public static final PlayMap NONE = new PlayMap(List.of(), 0, List.of());

    public static final int MAX_HOT_RANGES = 64;

    /** They have to fit into one frame with the rest of the manifest. */
    public static final int MAX_SEGMENTS = 4_096;

    public PlayMap {
        hotRanges = List.copyOf(hotRanges);
        segments = List.copyOf(segments);
        if (hotRanges.size() > MAX_HOT_RANGES)
            throw new IllegalArgumentException("too many hot ranges (" + hotRanges.size() + ")");
        if (segments.size() > MAX_SEGMENTS)
            throw new IllegalArgumentException("too many segments (" + segments.size() + ")");
        if (firstSegment < 0 || firstSegment > Geometry.MAX_CONTENT_BYTES)
            throw new IllegalArgumentException("a first segment at " + firstSegment);
    }

    /** Where the last segment ends, bytes. */
    public long segmentsEnd() {
        long end = firstSegment;
        for (Segment segment : segments) end += segment.bytes();
        return end;
    }
}
