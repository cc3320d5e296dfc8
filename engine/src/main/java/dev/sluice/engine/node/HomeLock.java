package dev.sluice.engine.node;

import dev.sluice.engine.store.StoreLockedException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The right to sign for a data directory, which one process has at a time.
 *
 * <p>It is a lock of the operating system on the file {@code lock}, so it goes with its process
 * however that one ends, kill -9 included; what the file says is only who to name. Looking needs no
 * lock. Any thread.
 */
public final class HomeLock implements AutoCloseable {
    /**
     * What this process holds: a second channel on the file, when closed, would let go of the
     * first's lock.
     */
    private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

    private static final int MOST_SAID = 256;

    private final Path file;
    private final FileChannel channel;

    private HomeLock(Path file, FileChannel channel) {
        this.file = file;
        this.channel = channel;
    }

    /**
     * Takes it, or fails at once with {@link StoreLockedException} that names who has it.
     *
     * @param holder what to call this process when another asks: {@code play}
     */
    static HomeLock take(Path directory, String holder) throws IOException {
        Path file = directory.toRealPath().resolve("lock");
        if (!HELD.add(file)) throw locked(directory, "this process");
        @Nullable HomeLock lock = null;
        try {
            lock = open(file, directory, holder);
            return lock;
        } finally {
            if (lock == null) HELD.remove(file);
        }
    }

    private static HomeLock open(Path file, Path directory, String holder) throws IOException {
        FileChannel channel =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        @Nullable FileLock lock = null;
        try {
            lock = channel.tryLock();
            if (lock == null) throw locked(directory, said(file));
            byte[] text = text(holder).getBytes(StandardCharsets.UTF_8);
            channel.truncate(0);
            channel.write(ByteBuffer.wrap(text), 0);
            return new HomeLock(file, channel);
        } finally {
            if (lock == null) channel.close();
        }
    }

    private static String text(String holder) {
        return "sluice " + holder + ", process " + ProcessHandle.current().pid() + "\n";
    }

    /** Who the file names; it may be empty for the instant between the lock and the writing. */
    private static String said(Path file) throws IOException {
        String text = Files.readString(file).strip();
        boolean plain =
                text.length() <= MOST_SAID && text.chars().allMatch(c -> c >= ' ' && c < 127);
        return plain && !text.isEmpty() ? text : "another process";
    }

    private static StoreLockedException locked(Path directory, String by) {
        return new StoreLockedException(directory + " is in use by " + by);
    }

    @Override
    public void close() throws IOException {
        channel.close();
        HELD.remove(file);
    }
}
