package dev.sluice.engine.cache;

import dev.sluice.streaming.content.ContentId;
import java.io.IOException;

/** Whether there is room on this disk for what is about to be written. Any thread. */
public interface Room {
    /** As much as the disk has. */
    Room UNBOUNDED = new NoBounds();

    /** The work is in use: it makes no room for another. */
    void hold(ContentId content);

    /** Once for each {@link #hold}. */
    void letGo(ContentId content);

    /** Counts the bytes, if they fit; they are written then and not before. */
    boolean admit(ContentId content, long bytes) throws IOException;

    /** So much of it was deleted. */
    void freed(ContentId content, long bytes);
}
