package dev.sluice.streaming.content;

/**
 * What a creator says of a work: the part that never changes, and the present offer. Cannot exist
 * with a hot range or a segment beyond the content's end.
 */
public record Manifest(ContentCore core, Offer offer) {
    public Manifest {
        long bytes = core.geometry().contentBytes();
        for (HotRange hot : offer.map().hotRanges())
            if (hot.offset() + hot.bytes() > bytes)
                throw new IllegalArgumentException(hot + " is outside of " + bytes + " bytes");
        if (offer.map().segmentsEnd() > bytes)
            throw new IllegalArgumentException(
                    "segments to " + offer.map().segmentsEnd() + " of " + bytes + " bytes");
    }

    public ContentId id() {
        return core.id();
    }

    public Geometry geometry() {
        return core.geometry();
    }

    public Terms terms() {
        return offer.terms();
    }
}
