package dev.sluice.streaming.store;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;

/** A file read and written by position. Safe for many threads. Tests put faults behind it. */
interface DataFile extends Closeable {
    /** Reads until the buffer is full or the file ends. Returns the bytes read. */
    int read(ByteBuffer target, long position) throws IOException;

    /** Writes the whole buffer, making the file longer where needed. */
    void write(ByteBuffer source, long position) throws IOException;

    /** Returns when everything written before is on disk. */
    void force() throws IOException;

    /** Opens the data files of a store. */
    @FunctionalInterface
    interface Opener {
        DataFile open(Path file);
    }
}
