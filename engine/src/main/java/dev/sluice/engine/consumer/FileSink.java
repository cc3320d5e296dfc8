package dev.sluice.engine.consumer;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Writes what is played into a file. */
public final class FileSink implements PlayerSink {
    private final FileChannel file;

    public FileSink(Path path) throws IOException {
        file =
                FileChannel.open(
                        path,
                        StandardOpenOption.CREATE,
                        StandardOpenOption.TRUNCATE_EXISTING,
                        StandardOpenOption.WRITE);
    }

    @Override
    public void accept(long slice, byte[] plain, int length) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(plain, 0, length);
        while (bytes.hasRemaining()) file.write(bytes);
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
