package dev.sluice.streaming.media;

import dev.sluice.streaming.content.PlayMap;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.List;

/**
 * An MPEG transport stream (ISO/IEC 13818-1): a player can begin where the tables of the programme
 * stand right before a picture that needs no other.
 */
final class TransportStream {
    private static final int PACKET = 188;
    private static final int BATCH = 1_024;
    private static final long CLOCK_WRAP = 1L << 33;
    private static final int TABLES = 0;

    private final FileChannel in;
    private final Cutter cutter = new Cutter();
    private long tablesAt = -1;
    private int pictures = -1;
    private long firstTime = -1;
    private long lastTime;
    private long step;

    TransportStream(FileChannel in) {
        this.in = in;
    }

    PlayMap map() throws IOException, MalformedMedia {
        long length = in.size();
        ByteBuffer batch = ByteBuffer.allocate(PACKET * BATCH);
        long at = 0;
        while (at < length) {
            batch.clear();
            while (batch.hasRemaining() && in.read(batch, at + batch.position()) >= 0) {}
            batch.flip();
            for (; batch.remaining() >= PACKET; at += PACKET) {
                packet(batch.slice(batch.position(), PACKET), at);
                batch.position(batch.position() + PACKET);
            }
            if (batch.hasRemaining()) break;
        }
        if (firstTime < 0) return PlayMap.NONE;
        return new PlayMap(
                List.of(), cutter.first(), cutter.segments(length, (lastTime + step) / 90));
    }

    private void packet(ByteBuffer packet, long at) throws MalformedMedia {
        if (packet.get(0) != 0x47) throw new MalformedMedia("no packet at " + at);
        boolean begins = (packet.get(1) & 0x40) != 0;
        int pid = packet.getShort(1) & 0x1fff;
        boolean adapted = (packet.get(3) & 0x20) != 0;
        int adaptation = adapted ? 1 + (packet.get(4) & 0xff) : 0;
        if (begins && pid == TABLES) tablesAt = at;
        if (!begins || (packet.get(3) & 0x10) == 0 || 4 + adaptation + 14 > PACKET) return;
        int payload = 4 + adaptation;
        if (packet.get(payload) != 0 || packet.get(payload + 1) != 0) return;
        boolean isVideo = (packet.get(payload + 3) & 0xf0) == 0xe0;
        boolean hasTime = packet.get(payload + 2) == 1 && (packet.get(payload + 7) & 0x80) != 0;
        if (!isVideo || !hasTime || (pictures >= 0 && pid != pictures)) return;
        pictures = pid;
        long time = sinceFirst(time(packet, payload + 9));
        boolean random = adaptation > 1 && (packet.get(5) & 0x40) != 0;
        if (random && tablesAt >= 0) cutter.place(tablesAt, time / 90);
        tablesAt = -1;
    }

    /** In units of 1/90,000 s; the clock wraps after 26 hours. Pictures need not come in order. */
    private long sinceFirst(long clock) {
        if (firstTime < 0) firstTime = clock;
        long time = Math.floorMod(clock - firstTime, CLOCK_WRAP);
        if (time > CLOCK_WRAP / 2) return Math.max(0, time - CLOCK_WRAP);
        if (time > lastTime) {
            step = time - lastTime;
            lastTime = time;
        }
        return time;
    }

    private static long time(ByteBuffer packet, int at) {
        long high = packet.get(at) >> 1 & 7;
        long middle = packet.getShort(at + 1) >> 1 & 0x7fff;
        long low = packet.getShort(at + 3) >> 1 & 0x7fff;
        return high << 30 | middle << 15 | low;
    }
}
