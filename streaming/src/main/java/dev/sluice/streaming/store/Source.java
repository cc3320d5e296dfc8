package dev.sluice.streaming.store;

import dev.sluice.streaming.store.PublishException.Kind;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import org.jspecify.annotations.Nullable;

/**
 * The plaintext of a work being published, and the watch over it: it must have as many bytes at the
 * end as were announced, and a file must have kept its size and time. Owned by one thread.
 */
final class Source implements Closeable {
    private final InputStream in;
    private final long length;
    private final @Nullable Path file;
    private final @Nullable BasicFileAttributes before;
    private long done;

    private Source(
            InputStream in,
            long length,
            @Nullable Path file,
            @Nullable BasicFileAttributes before) {
        this.in = in;
        this.length = length;
        this.file = file;
        this.before = before;
    }

    static Source of(Path file) throws PublishException {
        try {
            BasicFileAttributes before = attributes(file);
            if (!before.isRegularFile())
                throw new PublishException(Kind.UNREADABLE, file + " is not a file");
            return new Source(Files.newInputStream(file), before.size(), file, before);
        } catch (PublishException e) {
            throw e;
        } catch (IOException e) {
            throw unreadable(file.toString(), e);
        }
    }

    /** The first bytes of a stream, which the caller closes. */
    static Source of(InputStream in, long length) {
        return new Source(in, length, null, null);
    }

    long length() {
        return length;
    }

    /** Fills the start of the array with exactly that many bytes. */
    void read(byte[] target, int bytes) throws PublishException {
        try {
            int read = in.readNBytes(target, 0, bytes);
            done += read;
            if (read < bytes) throw changed("it ended after " + done + " of " + length + " bytes");
        } catch (PublishException e) {
            throw e;
        } catch (IOException e) {
            throw unreadable(name(), e);
        }
    }

    /** Call when every byte was read: throws when the input is not what it was at the start. */
    void requireUnchanged() throws PublishException {
        Path watched = file;
        BasicFileAttributes first = before;
        if (watched == null || first == null) return;
        try {
            if (in.read() >= 0) throw changed("it has more than " + length + " bytes");
            BasicFileAttributes now = attributes(watched);
            if (now.size() != first.size())
                throw changed("it had " + first.size() + " bytes and has " + now.size());
            if (!now.lastModifiedTime().equals(first.lastModifiedTime()))
                throw changed("it was written at " + now.lastModifiedTime());
        } catch (PublishException e) {
            throw e;
        } catch (IOException e) {
            throw unreadable(name(), e);
        }
    }

    private static BasicFileAttributes attributes(Path file) throws IOException {
        return Files.readAttributes(file, BasicFileAttributes.class);
    }

    private String name() {
        return file == null ? "the input" : file.toString();
    }

    private PublishException changed(String how) {
        return new PublishException(
                Kind.CHANGED, name() + " changed while it was being published: " + how);
    }

    private static PublishException unreadable(String name, IOException cause) {
        return new PublishException(Kind.UNREADABLE, "cannot read " + name + ": " + cause, cause);
    }

    /** Closes a file; a stream is its caller's. */
    @Override
    public void close() throws IOException {
        if (file != null) in.close();
    }
}
