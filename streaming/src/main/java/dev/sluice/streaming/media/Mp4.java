package dev.sluice.streaming.media;

import dev.sluice.streaming.content.HotRange;
import dev.sluice.streaming.content.PlayMap;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The boxes of an MP4 file (ISO/IEC 14496-12): where its index lies, and its fragments.
 *
 * <pre>
 *   ftyp moov mdat                    the index first: made for streaming
 *   ftyp mdat moov                    the index last: a player seeks to the end before it starts
 *   ftyp moov (moof mdat)* [mfra]     fragments, each of which plays by itself
 * </pre>
 */
final class Mp4 {
    private static final int MAX_BOXES = 1 << 20;
    private static final long MAX_INDEX_BYTES = 64 << 20;
    private static final int MAX_FRAGMENT_INDEX_BYTES = 4 << 20;

    private final FileChannel in;
    private final long length;
    private final Cutter cutter = new Cutter();
    private @Nullable Box index;
    private Mp4Track track = Mp4Track.NONE;
    private long endOffset;
    private long endTime;

    /** A box of {@code size} bytes, header and all. */
    private record Box(String type, long offset, int headerBytes, long size) {
        long end() {
            return offset + size;
        }
    }

    Mp4(FileChannel in) throws IOException {
        this.in = in;
        this.length = in.size();
    }

    PlayMap map() throws IOException, MalformedMedia {
        long at = 0;
        for (int boxes = 0; at < length; boxes++) {
            if (boxes == MAX_BOXES) throw new MalformedMedia("more than " + MAX_BOXES + " boxes");
            Box box = box(at);
            if (at == 0 && !box.type().equals("ftyp"))
                throw new MalformedMedia("begins with " + box.type());
            look(box);
            at = box.end();
        }
        Box found = index;
        if (found == null) return PlayMap.NONE;
        List<HotRange> hot = new ArrayList<>();
        if (found.size() <= MAX_INDEX_BYTES) hot.add(new HotRange(found.offset(), found.size()));
        if (endOffset == 0) return new PlayMap(hot, 0, List.of());
        return new PlayMap(hot, cutter.first(), cutter.segments(endOffset, track.millis(endTime)));
    }

    private void look(Box box) throws IOException, MalformedMedia {
        switch (box.type()) {
            case "moov" -> {
                if (index != null) throw new MalformedMedia("two indexes");
                index = box;
                if (box.size() <= MAX_INDEX_BYTES) track = Mp4Track.of(payload(box));
            }
            case "moof" -> fragment(box);
            case "mdat" -> {
                if (cutter.first() > 0) endOffset = box.end();
            }
            default -> {}
        }
    }

    private void fragment(Box box) throws IOException, MalformedMedia {
        if (track.timescale() == 0 || box.size() > MAX_FRAGMENT_INDEX_BYTES) return;
        Mp4Track.Run run = track.run(payload(box));
        if (run == null) return;
        cutter.place(box.offset(), track.millis(run.time()));
        endTime = run.time() + run.duration();
    }

    private Box box(long at) throws IOException, MalformedMedia {
        ByteBuffer header = read(at, (int) Math.min(16, length - at));
        if (header.remaining() < 8) throw new MalformedMedia("a torn box at " + at);
        long size = Integer.toUnsignedLong(header.getInt());
        byte[] type = new byte[4];
        header.get(type);
        int headerBytes = 8;
        if (size == 1 && header.remaining() == 8) {
            size = header.getLong();
            headerBytes = 16;
        }
        if (size == 0) size = length - at;
        if (size < headerBytes || size > length - at)
            throw new MalformedMedia("a box of " + size + " bytes at " + at);
        return new Box(new String(type, StandardCharsets.ISO_8859_1), at, headerBytes, size);
    }

    private ByteBuffer payload(Box box) throws IOException {
        return read(box.offset() + box.headerBytes(), (int) (box.size() - box.headerBytes()));
    }

    private ByteBuffer read(long at, int bytes) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(bytes);
        while (buffer.hasRemaining() && in.read(buffer, at + buffer.position()) >= 0) {}
        return buffer.flip();
    }
}
