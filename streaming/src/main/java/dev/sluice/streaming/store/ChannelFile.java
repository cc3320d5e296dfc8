package dev.sluice.streaming.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * A {@link DataFile} over file channels, opened at first use.
 *
 * <p>Interrupting a thread inside a channel closes that channel for everybody. So reading and
 * writing have a channel each, and a reader that finds the reading channel closed by another's
 * interrupt opens it again; only the interrupted thread sees an exception.
 */
final class ChannelFile implements DataFile {
    private final Path path;
    private volatile @Nullable FileChannel reading;
    private volatile @Nullable FileChannel writing;
    private volatile boolean closed;

    ChannelFile(Path path) {
        this.path = path;
    }

    @Override
    public int read(ByteBuffer target, long position) throws IOException {
        int start = target.position();
        int read = 0;
        while (target.hasRemaining() && read >= 0)
            read = readOnce(target, position + target.position() - start);
        return target.position() - start;
    }

    private int readOnce(ByteBuffer target, long position) throws IOException {
        while (true) {
            FileChannel channel = reading();
            try {
                return channel.read(target, position);
            } catch (ClosedByInterruptException e) {
                throw e;
            } catch (ClosedChannelException e) {
                if (closed) throw e;
            }
        }
    }

    @Override
    public void write(ByteBuffer source, long position) throws IOException {
        FileChannel channel = writing();
        int start = source.position();
        while (source.hasRemaining()) channel.write(source, position + source.position() - start);
    }

    @Override
    public void force() throws IOException {
        writing().force(false);
    }

    @Override
    public synchronized void close() throws IOException {
        closed = true;
        FileChannel reader = reading;
        FileChannel writer = writing;
        try {
            if (reader != null) reader.close();
        } finally {
            if (writer != null) writer.close();
        }
    }

    private FileChannel reading() throws IOException {
        FileChannel channel = reading;
        return channel != null && channel.isOpen() ? channel : openForReading();
    }

    private synchronized FileChannel openForReading() throws IOException {
        FileChannel channel = reading;
        if (closed) throw new ClosedChannelException();
        if (channel == null || !channel.isOpen())
            reading = channel = FileChannel.open(path, StandardOpenOption.READ);
        return channel;
    }

    private FileChannel writing() throws IOException {
        FileChannel channel = writing;
        return channel != null ? channel : openForWriting();
    }

    private synchronized FileChannel openForWriting() throws IOException {
        FileChannel channel = writing;
        if (closed) throw new ClosedChannelException();
        if (channel == null) writing = channel = FileChannel.open(path, StandardOpenOption.WRITE);
        return channel;
    }
}
