package dev.sluice.streaming.media;

import dev.sluice.streaming.content.PlayMap;
import dev.sluice.streaming.content.Segment;
import java.util.ArrayList;
import java.util.List;

/**
 * Makes segments of places where a player can begin: as few as keep to a target length, and never
 * more than a manifest takes.
 */
final class Cutter {
    private static final long TARGET_MILLIS = 6_000;
    private static final long MAX_FILES_PLACES = 1 << 20;

    /** A place where a player can begin, and when it is played. */
    private record Place(long offset, long millis) {}

    private final List<Place> places = new ArrayList<>();

    void place(long offset, long millis) throws MalformedMedia {
        Place last = places.isEmpty() ? null : places.getLast();
        if (last != null && (offset <= last.offset() || millis <= last.millis()))
            throw new MalformedMedia("time or place goes backwards at " + offset);
        if (places.size() == MAX_FILES_PLACES) throw new MalformedMedia("too many fragments");
        places.add(new Place(offset, millis));
    }

    long first() {
        return places.isEmpty() ? 0 : places.getFirst().offset();
    }

    /** Up to where the recording ends. Empty when there is no place, or one would be too long. */
    List<Segment> segments(long endOffset, long endMillis) throws MalformedMedia {
        if (places.isEmpty()) return List.of();
        place(endOffset, endMillis);
        long target = TARGET_MILLIS;
        List<Segment> cut = cut(target);
        while (cut.size() > PlayMap.MAX_SEGMENTS) cut = cut(target *= 2);
        return cut;
    }

    private List<Segment> cut(long target) throws MalformedMedia {
        List<Segment> cut = new ArrayList<>();
        Place from = places.getFirst();
        for (Place to : places.subList(1, places.size())) {
            boolean last = to.equals(places.getLast());
            if (!last && to.millis() - from.millis() < target) continue;
            cut.add(segment(from, to));
            from = to;
        }
        return cut;
    }

    private static Segment segment(Place from, Place to) throws MalformedMedia {
        long bytes = to.offset() - from.offset();
        long millis = to.millis() - from.millis();
        if (bytes > Integer.MAX_VALUE || millis > Segment.MAX_MILLIS)
            throw new MalformedMedia("a segment of " + bytes + " bytes and " + millis + " ms");
        return new Segment((int) bytes, (int) millis);
    }
}
