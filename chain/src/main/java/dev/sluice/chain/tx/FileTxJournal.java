package dev.sluice.chain.tx;

import dev.sluice.payments.ledger.LedgerException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * A journal in a file that is appended to, and written anew when most of it is finished.
 *
 * <pre>
 *   record:  length i32 │ CRC-32C i32 │ kind u8 │ body
 *            kind 1: a {@link SignedCall}    kind 2: a nonce that is finished, i64
 * </pre>
 *
 * <p>A record that ends early is the last write of a killed process: it had not left, and is cut
 * off. A record that is whole and wrong is damage, and the journal does not open. A lock on a file
 * beside it keeps a second process out. Owned by one thread; a write that fails breaks the journal
 * for good (I10).
 */
final class FileTxJournal implements TxJournal {
    private static final byte SIGNED = 1;
    private static final byte FINISHED = 2;
    private static final int HEADER = 8;
    private static final int LONGEST = 1 << 22;
    private static final long SWEEP_BYTES = 1 << 20;

    private final Path file;
    private final FileChannel lock;
    private final List<SignedCall> unfinished = new ArrayList<>();
    private FileChannel channel;
    private @Nullable LedgerException broken;

    private FileTxJournal(Path file, FileChannel lock) throws IOException {
        this.file = file;
        this.lock = lock;
        this.channel = writing(file);
    }

    /** Opens or creates it; throws when it is damaged or another process has it open. */
    static FileTxJournal open(Path file) {
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            FileChannel lock = lock(file);
            try {
                FileTxJournal journal = new FileTxJournal(file, lock);
                journal.load();
                journal.rewrite();
                return journal;
            } catch (IOException | RuntimeException e) {
                lock.close();
                throw e;
            }
        } catch (IOException e) {
            throw new LedgerException("the journal of transactions " + file + ": " + e, e);
        }
    }

    private static FileChannel lock(Path file) throws IOException {
        FileChannel lock = writing(file.resolveSibling(file.getFileName() + ".lock"));
        try {
            if (lock.tryLock() != null) return lock;
        } catch (OverlappingFileLockException sameProcess) {
            // said below
        }
        lock.close();
        throw new LedgerException(
                "another process sends transactions of this account: "
                        + file
                        + " is locked; stop it, or use another wallet");
    }

    private static FileChannel writing(Path file) throws IOException {
        return FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    }

    private void load() throws IOException {
        ByteBuffer all = ByteBuffer.wrap(Files.readAllBytes(file));
        while (all.remaining() > 0 && !isTorn(all)) take(all);
    }

    private boolean isTorn(ByteBuffer all) {
        if (all.remaining() < HEADER) return true;
        int length = all.getInt(all.position());
        if (length > all.remaining() - HEADER && length <= LONGEST) return true;
        if (length >= 1 && length <= LONGEST) return false;
        for (int i = all.position(); i < all.limit(); i++)
            if (all.get(i) != 0) throw damaged(all.position(), "a record of " + length + " bytes");
        return true;
    }

    private void take(ByteBuffer all) {
        int at = all.position();
        byte[] content = new byte[all.getInt()];
        int expected = all.getInt();
        all.get(content);
        if (crc(content) != expected) {
            if (all.remaining() > 0) throw damaged(at, "its checksum is wrong");
            return;
        }
        try {
            take(content[0], Arrays.copyOfRange(content, 1, content.length));
        } catch (IOException e) {
            throw damaged(at, String.valueOf(e.getMessage()));
        }
    }

    private void take(byte kind, byte[] body) throws IOException {
        if (kind == SIGNED) unfinished.add(SignedCall.of(body));
        else if (kind == FINISHED && body.length == Long.BYTES)
            forget(ByteBuffer.wrap(body).getLong());
        else throw new IOException("a record of kind " + kind + " with " + body.length + " bytes");
    }

    private LedgerException damaged(int at, String why) {
        return new LedgerException(
                "the journal of transactions "
                        + file
                        + " is damaged at byte "
                        + at
                        + ": "
                        + why
                        + "; if no transaction of this account is under way, move it aside");
    }

    private void forget(long nonce) {
        unfinished.removeIf(call -> call.nonce() == nonce);
    }

    /** Writes what is unfinished into a new file, which then takes the place of the old one. */
    private void rewrite() throws IOException {
        Path next = file.resolveSibling(file.getFileName() + ".new");
        Files.deleteIfExists(next);
        FileChannel fresh = writing(next);
        for (SignedCall call : unfinished) write(fresh, SIGNED, call.toBytes());
        fresh.force(true);
        Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        channel.close();
        channel = fresh;
        forceDirectory();
    }

    /** So that the new name survives; not every platform can, and there it is synced anyway. */
    private void forceDirectory() throws IOException {
        try (FileChannel directory =
                FileChannel.open(file.toAbsolutePath().getParent(), StandardOpenOption.READ)) {
            directory.force(true);
        }
    }

    @Override
    public List<SignedCall> unfinished() {
        return List.copyOf(unfinished);
    }

    @Override
    public void signed(SignedCall call) {
        attempt(
                () -> {
                    write(channel, SIGNED, call.toBytes());
                    channel.force(false);
                });
        unfinished.add(call);
    }

    /** Not forced: a nonce that is remembered for too long is looked at once more, and no harm. */
    @Override
    public void finished(long nonce) {
        attempt(
                () -> {
                    byte[] body = ByteBuffer.allocate(Long.BYTES).putLong(nonce).array();
                    write(channel, FINISHED, body);
                    forget(nonce);
                    if (channel.position() > SWEEP_BYTES * (1 + unfinished.size() / 64L)) rewrite();
                });
    }

    private interface Step {
        void run() throws IOException;
    }

    private void attempt(Step step) {
        if (broken != null) throw broken;
        try {
            step.run();
        } catch (IOException failure) {
            broken =
                    new LedgerException(
                            "the journal of transactions "
                                    + file
                                    + " cannot be written, so nothing more is signed: "
                                    + failure,
                            failure);
            throw broken;
        }
    }

    private static void write(FileChannel to, byte kind, byte[] body) throws IOException {
        byte[] content = ByteBuffer.allocate(body.length + 1).put(kind).put(body).array();
        ByteBuffer record =
                ByteBuffer.allocate(HEADER + content.length)
                        .putInt(content.length)
                        .putInt(crc(content))
                        .put(content)
                        .flip();
        while (record.hasRemaining()) to.write(record);
    }

    private static int crc(byte[] bytes) {
        CRC32C crc = new CRC32C();
        crc.update(bytes);
        return (int) crc.getValue();
    }

    @Override
    public void close() {
        try (lock) {
            channel.close();
        } catch (IOException e) {
            throw new LedgerException("the journal of transactions " + file + ": " + e, e);
        }
    }
}
