package dev.sluice.engine.consumer;

import java.io.IOException;

/** Where the plaintext goes: a file, a pipe, a player. Called in order, on one thread; may block. */
public interface PlayerSink {
    void accept(byte[] plain, int length) throws IOException;

    /** All was delivered. */
    default void finish() throws IOException {}
}
