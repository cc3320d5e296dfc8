package dev.sluice.engine.consumer;

import java.io.IOException;

/**
 * Where the plaintext goes: a file, a pipe, a player. Called in order, on one thread; may block.
 */
public interface PlayerSink extends AutoCloseable {
    void accept(long slice, byte[] plain, int length) throws IOException;

    @Override
    default void close() throws IOException {}
}
