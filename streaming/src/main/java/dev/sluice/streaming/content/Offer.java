package dev.sluice.streaming.content;

import dev.sluice.streaming.text.PeerAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * What a creator may re-issue about a work: title, media type, duration in milliseconds (0 when it
 * is no recording), where things lie in it, terms, key services, and a sequence number of which the
 * highest wins.
 */
public record Offer(
        String title,
        String mediaType,
        long durationMillis,
        PlayMap map,
        Terms terms,
        List<PeerAddress> keyServices,
        long sequence) {
    public static final int MAX_TITLE_BYTES = 512;
    public static final int MAX_MEDIA_TYPE = 127;
    public static final int MAX_KEY_SERVICES = 16;

    /** Ten years. */
    public static final long MAX_DURATION_MILLIS = 10L * 366 * 24 * 3600 * 1000;

    public Offer {
        keyServices = List.copyOf(keyServices);
        require(!title.isBlank(), "title is blank", 0);
        require(utf8(title) <= MAX_TITLE_BYTES, "title is too long", utf8(title));
        require(mediaType.length() <= MAX_MEDIA_TYPE, "media type is too long", mediaType.length());
        require(
                mediaType.matches("[!-.0-~]+/[ -~]+"),
                "media type is not like video/mp4",
                mediaType.length());
        require(
                durationMillis >= 0 && durationMillis <= MAX_DURATION_MILLIS,
                "duration is out of range",
                durationMillis);
        require(
                keyServices.size() <= MAX_KEY_SERVICES,
                "too many key services",
                keyServices.size());
        require(sequence >= 0, "sequence is out of range", sequence);
    }

    /** As the canonical one, of a recording of whose segments nothing is known. */
    public Offer(
            String title,
            String mediaType,
            long durationMillis,
            List<HotRange> hotRanges,
            Terms terms,
            List<PeerAddress> keyServices,
            long sequence) {
        this(
                title,
                mediaType,
                durationMillis,
                new PlayMap(hotRanges, 0, List.of()),
                terms,
                keyServices,
                sequence);
    }

    private static int utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }

    private static void require(boolean holds, String what, long value) {
        if (!holds) throw new IllegalArgumentException(what + " (" + value + ")");
    }
}
