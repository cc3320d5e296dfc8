package dev.sluice.engine.node;

import java.io.IOException;
import java.nio.ByteBuffer;

/** Where a served slice's ciphertext is read from. Called on event loops; any thread. */
@FunctionalInterface
public interface SliceSource {
    /** Reads the slice into the buffer; its length, or -1 when it is not held. */
    int read(long index, ByteBuffer target) throws IOException;
}
