package dev.sluice.engine.gateway;

import dev.sluice.streaming.content.PlayMap;
import dev.sluice.streaming.content.Segment;
import java.util.Locale;

/**
 * A work's segments as an HTTP Live Streaming playlist (RFC 8216): byte ranges of the work itself.
 *
 * <p>It holds the token, since a player gives none of its own with a segment.
 */
final class HlsPlaylist {
    static final String ENDING = "m3u8";
    static final String MEDIA_TYPE = "application/vnd.apple.mpegurl";

    /** The first with a map section and byte ranges of fragmented MP4. */
    private static final int VERSION = 7;

    private HlsPlaylist() {}

    /** Of a work with segments. */
    static String of(Work work, String token) {
        PlayMap map = work.map();
        boolean isStream = work.mediaType().equals("video/mp2t");
        // players go by the ending
        String uri = work.id() + (isStream ? ".ts" : ".mp4") + "?token=" + token;
        int longest = map.segments().stream().mapToInt(Segment::millis).max().orElse(0);
        StringBuilder out = new StringBuilder("#EXTM3U\n");
        out.append("#EXT-X-VERSION:").append(VERSION).append('\n');
        out.append("#EXT-X-TARGETDURATION:").append(Math.ceilDiv(longest, 1_000)).append('\n');
        out.append("#EXT-X-PLAYLIST-TYPE:VOD\n");
        if (!isStream && map.firstSegment() > 0)
            out.append("#EXT-X-MAP:URI=\"")
                    .append(uri)
                    .append("\",BYTERANGE=\"")
                    .append(map.firstSegment())
                    .append("@0\"\n");
        long at = map.firstSegment();
        for (Segment segment : map.segments()) {
            out.append(
                    String.format(
                            Locale.ROOT,
                            "#EXTINF:%d.%03d,\n#EXT-X-BYTERANGE:%d@%d\n%s\n",
                            segment.millis() / 1_000,
                            segment.millis() % 1_000,
                            segment.bytes(),
                            at,
                            uri));
            at += segment.bytes();
        }
        return out.append("#EXT-X-ENDLIST\n").toString();
    }
}
