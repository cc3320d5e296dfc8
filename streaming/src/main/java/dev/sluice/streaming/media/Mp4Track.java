package dev.sluice.streaming.media;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The track of an MP4 file by which its time is told: the first with pictures, or else the first.
 *
 * @param timescale units of its time in a second; 0 when there is no track
 * @param sampleDuration of a sample of which nothing else is said, in those units
 */
record Mp4Track(int id, long timescale, long sampleDuration) {
    static final Mp4Track NONE = new Mp4Track(0, 0, 0);
    private static final int HEADER_BYTES = 8;
    private static final long MAX_SECONDS = 10L * 366 * 24 * 3_600;

    /** A fragment's part of the track. */
    record Run(long time, long duration) {}

    long millis(long time) throws MalformedMedia {
        if (time < 0 || time / timescale > MAX_SECONDS)
            throw new MalformedMedia("a time of " + time + " at " + timescale + " a second");
        return time / timescale * 1_000 + time % timescale * 1_000 / timescale;
    }

    /** Of the payload of a {@code moov} box. */
    static Mp4Track of(ByteBuffer moov) throws MalformedMedia {
        @Nullable Track[] chosen = {null};
        long[] duration = {0};
        each(
                moov.duplicate(),
                (type, box) -> {
                    if (!type.equals("trak")) return;
                    Track track = Track.of(box);
                    Track before = chosen[0];
                    if (before == null || (track.pictures && !before.pictures)) chosen[0] = track;
                });
        Track track = chosen[0];
        if (track == null || track.timescale == 0) return NONE;
        each(
                moov.duplicate(),
                (type, box) -> {
                    if (type.equals("mvex")) duration[0] = extended(box, track.id);
                });
        return new Mp4Track(track.id, track.timescale, duration[0]);
    }

    private static long extended(ByteBuffer mvex, int id) {
        long[] duration = {0};
        quietly(
                mvex,
                (type, box) -> {
                    if (type.equals("trex") && box.remaining() >= 24 && box.getInt(4) == id)
                        duration[0] = Integer.toUnsignedLong(box.getInt(12));
                });
        return duration[0];
    }

    /** Of the payload of a {@code moof} box; null when it has nothing of the track. */
    @Nullable Run run(ByteBuffer moof) throws MalformedMedia {
        @Nullable Run[] found = {null};
        each(
                moof,
                (type, box) -> {
                    if (type.equals("traf") && found[0] == null) found[0] = Fragment.of(box, this);
                });
        return found[0];
    }

    /** What a {@code trak} box says. */
    private static final class Track {
        int id;
        long timescale;
        boolean pictures;

        static Track of(ByteBuffer trak) {
            Track track = new Track();
            quietly(trak, track::look);
            return track;
        }

        private void look(String type, ByteBuffer box) {
            boolean wide = box.remaining() > 0 && box.get(0) == 1;
            switch (type) {
                case "mdia" -> quietly(box, this::look);
                case "tkhd" -> id = intAt(box, wide ? 20 : 12);
                case "mdhd" -> timescale = Integer.toUnsignedLong(intAt(box, wide ? 20 : 12));
                case "hdlr" -> pictures = intAt(box, 8) == 0x76696465; // vide
                default -> {}
            }
        }
    }

    /** What a {@code traf} box says. */
    private static final class Fragment {
        private final Mp4Track track;
        private boolean ours;
        private long time = -1;
        private long each;
        private long duration;

        private Fragment(Mp4Track track) {
            this.track = track;
            this.each = track.sampleDuration();
        }

        static @Nullable Run of(ByteBuffer traf, Mp4Track track) {
            Fragment fragment = new Fragment(track);
            quietly(traf, fragment::look);
            boolean whole = fragment.ours && fragment.time >= 0 && fragment.duration > 0;
            return whole ? new Run(fragment.time, fragment.duration) : null;
        }

        private void look(String type, ByteBuffer box) {
            int flags = intAt(box, 0) & 0xffffff;
            switch (type) {
                case "tfhd" -> header(box, flags);
                case "tfdt" ->
                        time =
                                box.get(0) == 1 && box.remaining() >= 12
                                        ? box.getLong(4)
                                        : Integer.toUnsignedLong(intAt(box, 4));
                case "trun" -> run(box, flags);
                default -> {}
            }
        }

        private void header(ByteBuffer box, int flags) {
            ours = intAt(box, 4) == track.id();
            int at = 8 + ((flags & 1) != 0 ? 8 : 0) + ((flags & 2) != 0 ? 4 : 0);
            if ((flags & 8) != 0) each = Integer.toUnsignedLong(intAt(box, at));
        }

        private void run(ByteBuffer box, int flags) {
            long samples = Integer.toUnsignedLong(intAt(box, 4));
            if ((flags & 0x100) == 0) {
                duration += Math.min(samples, Integer.MAX_VALUE) * each;
                return;
            }
            int at = 8 + ((flags & 1) != 0 ? 4 : 0) + ((flags & 4) != 0 ? 4 : 0);
            int bytes = 4 * Integer.bitCount(flags & 0xf00);
            for (long i = 0; i < samples && at + 4 <= box.remaining(); i++, at += bytes)
                duration += Integer.toUnsignedLong(box.getInt(at));
        }
    }

    private static int intAt(ByteBuffer box, int at) {
        return box.remaining() >= at + 4 ? box.getInt(at) : 0;
    }

    /** The boxes in a payload; ends before one that is torn. */
    private static void quietly(ByteBuffer payload, BiConsumer<String, ByteBuffer> look) {
        int at = 0;
        while (payload.remaining() - at >= HEADER_BYTES) {
            int size = payload.getInt(at);
            if (size < 8 || size > payload.remaining() - at) return;
            byte[] type = new byte[4];
            payload.get(at + 4, type);
            look.accept(
                    new String(type, StandardCharsets.ISO_8859_1), payload.slice(at + 8, size - 8));
            at += size;
        }
    }

    private static void each(ByteBuffer payload, BiConsumer<String, ByteBuffer> look)
            throws MalformedMedia {
        try {
            quietly(payload, look);
        } catch (IndexOutOfBoundsException | ArithmeticException e) {
            throw new MalformedMedia("a box that is too short");
        }
    }
}
