package dev.sluice.engine.cache;

import dev.sluice.streaming.content.ContentId;
import java.io.IOException;

/**
 * Room for all of one work, counted before its first byte is fetched: what is under way counts, and
 * two works that do not fit together never fill the disk with their halves. Gives back what was not
 * written. One owning thread.
 */
public final class Reservation implements Room, AutoCloseable {
    private final Room room;
    private final ContentId work;
    private long left;

    private Reservation(Room room, ContentId work, long bytes) {
        this.room = room;
        this.work = work;
        this.left = bytes;
    }

    /** Holds the work too. Fails with {@link NoRoomException} when so much does not fit. */
    public static Reservation of(Room room, ContentId work, long bytes) throws IOException {
        room.hold(work);
        boolean admitted = false;
        try {
            admitted = room.admit(work, bytes);
            if (!admitted) throw new NoRoomException(work + ", " + bytes + " bytes");
        } finally {
            if (!admitted) room.letGo(work);
        }
        return new Reservation(room, work, bytes);
    }

    @Override
    public void hold(ContentId content) {
        room.hold(content);
    }

    @Override
    public void letGo(ContentId content) {
        room.letGo(content);
    }

    @Override
    public boolean admit(ContentId content, long bytes) {
        check(content);
        if (bytes > left) return false;
        left -= bytes;
        return true;
    }

    @Override
    public void freed(ContentId content, long bytes) {
        check(content);
        left += bytes;
    }

    private void check(ContentId content) {
        if (!content.equals(work))
            throw new IllegalArgumentException("room for " + work + ", not for " + content);
    }

    @Override
    public void close() {
        room.freed(work, left);
        left = 0;
        room.letGo(work);
    }
}
