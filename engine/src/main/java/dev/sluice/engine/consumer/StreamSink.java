package dev.sluice.engine.consumer;

import java.io.IOException;
import java.io.OutputStream;

/** Writes what is played to a stream, which stays open. */
public final class StreamSink implements PlayerSink {
    private final OutputStream out;

    public StreamSink(OutputStream out) {
        this.out = out;
    }

    @Override
    public void accept(long slice, byte[] plain, int length) throws IOException {
        out.write(plain, 0, length);
        out.flush();
    }
}
