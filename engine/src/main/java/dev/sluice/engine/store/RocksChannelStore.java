package dev.sluice.engine.store;

import dev.sluice.payments.channel.ChannelId;
import dev.sluice.payments.channel.SignedVoucher;
import dev.sluice.payments.crypto.Signature;
import dev.sluice.payments.money.Amount;
import dev.sluice.payments.money.Bytes32;
import dev.sluice.payments.store.ChannelStore;
import dev.sluice.payments.store.KeyPurchase;
import dev.sluice.payments.store.KeyRelease;
import dev.sluice.payments.store.PayeeRecord;
import dev.sluice.payments.store.PayerRecord;
import dev.sluice.payments.store.SpendRecord;
import dev.sluice.payments.store.StoreException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;
import org.rocksdb.WriteOptions;

/**
 * Channel state in RocksDB.
 *
 * <p>Threads: reads from any; each batch belongs to one. Settings: log files are recycled and not
 * cut, which makes a synced write several times cheaper than the defaults.
 *
 * <p>RocksDB takes the whole process down when it is used after it was closed. So every use holds
 * the gate open, closing waits for them, and what comes later is a {@link StoreException}.
 */
public final class RocksChannelStore implements ChannelStore {
    private static final int RECYCLED_LOGS = 4;

    /** Also the most of the log that is read when a node starts again after a kill. */
    private static final long WRITE_BUFFER_BYTES = 16L << 20;

    private static final byte[] FORMAT_KEY = {Rows.FORMAT};

    private final Options options;
    private final WriteOptions synced;
    private final RocksDB db;
    private final ReentrantReadWriteLock gate = new ReentrantReadWriteLock();
    private volatile boolean failed;
    private boolean closed;

    private RocksChannelStore(Options options, RocksDB db) {
        this.options = options;
        this.db = db;
        this.synced = new WriteOptions().setSync(true);
    }

    /**
     * Opens or creates the store. A second opening, also by another process, is {@link
     * StoreLockedException}.
     */
    public static RocksChannelStore open(Path directory) {
        RocksDB.loadLibrary();
        Options options =
                new Options()
                        .setCreateIfMissing(true)
                        .setRecycleLogFileNum(RECYCLED_LOGS)
                        .setAllowFAllocate(false)
                        .setWriteBufferSize(WRITE_BUFFER_BYTES)
                        .setKeepLogFileNum(2)
                        .setParanoidChecks(true);
        try {
            Files.createDirectories(directory);
            return checked(
                    new RocksChannelStore(options, RocksDB.open(options, directory.toString())),
                    RocksChannelStore::checkOrWriteFormat);
        } catch (IOException | RocksDBException e) {
            options.close();
            throw openFailure(directory, e);
        }
    }

    /** Opens an existing store for looking, also while another process has it open. */
    public static RocksChannelStore openReadOnly(Path directory) {
        RocksDB.loadLibrary();
        Options options = new Options();
        try {
            return checked(
                    new RocksChannelStore(
                            options, RocksDB.openReadOnly(options, directory.toString())),
                    RocksChannelStore::checkFormat);
        } catch (RocksDBException e) {
            options.close();
            throw new StoreException(
                    "no channel state in " + directory + ": nothing was paid or earned here yet",
                    e);
        }
    }

    private interface FormatCheck {
        void check(RocksChannelStore store) throws RocksDBException;
    }

    /** The store if its format is known; otherwise it is let go again. */
    private static RocksChannelStore checked(RocksChannelStore store, FormatCheck format)
            throws RocksDBException {
        boolean known = false;
        try {
            format.check(store);
            known = true;
            return store;
        } finally {
            if (!known) store.close();
        }
    }

    private static StoreException openFailure(Path directory, Exception cause) {
        String message = String.valueOf(cause.getMessage());
        if (message.contains("While lock file") || message.contains("lock hold by"))
            return new StoreLockedException(directory + " is in use by another sluice");
        return new StoreException("cannot open " + directory + ": " + message, cause);
    }

    private void checkOrWriteFormat() throws RocksDBException {
        if (!checkFormat()) db.put(synced, FORMAT_KEY, new byte[] {Rows.VERSION});
    }

    /** False when the store says nothing of its format: it is new. */
    private boolean checkFormat() throws RocksDBException {
        byte[] found = db.get(FORMAT_KEY);
        if (found != null) Rows.checkVersion(found[0]);
        return found != null;
    }

    @Override
    public Optional<PayeeRecord> payee(ChannelId channel) {
        return joined(Rows.PAYEE, Rows.VOUCHER, channel, RocksChannelStore::payeeRecord);
    }

    @Override
    public void forEachPayee(Consumer<PayeeRecord> visitor) {
        scanJoined(Rows.PAYEE, Rows.VOUCHER, RocksChannelStore::payeeRecord, visitor);
    }

    private static PayeeRecord payeeRecord(
            ChannelId channel, byte[] bytes, byte @Nullable [] voucher) {
        ByteBuffer row = ByteBuffer.wrap(bytes);
        Rows.checkVersion(row.get());
        return new PayeeRecord(
                channel,
                Rows.parameters(row),
                Rows.shares(row),
                signedVoucher(channel, voucher),
                voucher == null ? Amount.ZERO : keysServed(voucher),
                Rows.retired(row));
    }

    private static Optional<SignedVoucher> signedVoucher(
            ChannelId channel, byte @Nullable [] bytes) {
        if (bytes == null) return Optional.empty();
        ByteBuffer row = ByteBuffer.wrap(bytes);
        Amount cumulative = Rows.amount(row);
        if (cumulative.isZero()) return Optional.empty();
        byte[] signature = new byte[Signature.BYTES];
        row.get(signature);
        return Optional.of(new SignedVoucher(channel, cumulative, Signature.of(signature)));
    }

    private static Amount keysServed(byte[] voucherRow) {
        return Rows.amount(ByteBuffer.wrap(voucherRow).position(Amount.BYTES + Signature.BYTES));
    }

    @Override
    public Optional<PayerRecord> payer(ChannelId channel) {
        return joined(Rows.PAYER, Rows.PROMISE, channel, RocksChannelStore::payerRecord);
    }

    @Override
    public void forEachPayer(Consumer<PayerRecord> visitor) {
        scanJoined(Rows.PAYER, Rows.PROMISE, RocksChannelStore::payerRecord, visitor);
    }

    private static PayerRecord payerRecord(
            ChannelId channel, byte[] bytes, byte @Nullable [] promise) {
        ByteBuffer row = ByteBuffer.wrap(bytes);
        Rows.checkVersion(row.get());
        PayerRecord.Purpose purpose = PayerRecord.Purpose.of(row.get());
        if (promise == null) throw new StoreException("channel " + channel + " has no promise row");
        return new PayerRecord(
                channel,
                Rows.parameters(row),
                Rows.shares(row),
                purpose,
                Rows.marks(ByteBuffer.wrap(promise)));
    }

    @Override
    public void forEachRelease(ChannelId channel, Consumer<KeyRelease> visitor) {
        scan(
                Rows.channelKey(Rows.RELEASE, channel),
                (key, row) -> visitor.accept(keyRelease(key, row)));
    }

    private static KeyRelease keyRelease(byte[] keyBytes, byte[] row) {
        ByteBuffer key = ByteBuffer.wrap(keyBytes).position(Rows.CHANNEL_KEY_BYTES);
        Bytes32 content = Rows.bytes32(key);
        return new KeyRelease(
                channelOf(keyBytes), content, key.getLong(), ByteBuffer.wrap(row).getLong());
    }

    @Override
    public void forEachSpend(Bytes32 content, Consumer<SpendRecord> visitor) {
        scan(
                Rows.contentKey(Rows.SPEND, content),
                (key, row) ->
                        visitor.accept(
                                new SpendRecord(
                                        content, channelAfterContent(key), Amount.fromBytes(row))));
    }

    @Override
    public void forEachPurchase(Bytes32 content, Consumer<KeyPurchase> visitor) {
        scan(
                Rows.contentKey(Rows.PURCHASE, content),
                (key, row) -> visitor.accept(purchase(content, key, ByteBuffer.wrap(row))));
    }

    private static KeyPurchase purchase(Bytes32 content, byte[] key, ByteBuffer row) {
        long first = ByteBuffer.wrap(key).getLong(Rows.SPEND_KEY_BYTES);
        return new KeyPurchase(
                content, channelAfterContent(key), first, row.getLong(), row.getLong());
    }

    private static ChannelId channelAfterContent(byte[] key) {
        return new ChannelId(Rows.bytes32(ByteBuffer.wrap(key).position(Rows.CONTENT_KEY_BYTES)));
    }

    private static ChannelId channelOf(byte[] key) {
        return new ChannelId(Rows.bytes32(ByteBuffer.wrap(key).position(1)));
    }

    private byte @Nullable [] get(byte[] key) {
        Lock using = use();
        try {
            return db.get(key);
        } catch (RocksDBException e) {
            throw new StoreException("cannot read channel state: " + e.getMessage(), e);
        } finally {
            using.unlock();
        }
    }

    /** Keeps the store open until the lock is given back. */
    @SuppressWarnings("LockNotBeforeTry") // the caller gives it back
    private Lock use() {
        Lock using = gate.readLock();
        using.lock();
        if (!closed) return using;
        using.unlock();
        throw new StoreException("channel state is closed");
    }

    private void scan(byte[] prefix, BiConsumer<byte[], byte[]> visitor) {
        Lock using = use();
        try (RocksIterator rows = db.newIterator()) {
            for (rows.seek(prefix); rows.isValid() && startsWith(rows.key(), prefix); rows.next())
                visitor.accept(rows.key(), rows.value());
            rows.status();
        } catch (RocksDBException e) {
            throw new StoreException("cannot read channel state: " + e.getMessage(), e);
        } finally {
            using.unlock();
        }
    }

    /** What a channel's row says, with its row of another table. */
    private interface Joined<T> {
        T read(ChannelId channel, byte[] row, byte @Nullable [] other);
    }

    private <T> Optional<T> joined(
            byte table, byte otherTable, ChannelId channel, Joined<T> record) {
        byte[] row = get(Rows.channelKey(table, channel));
        if (row == null) return Optional.empty();
        byte[] other = get(Rows.channelKey(otherTable, channel));
        return Optional.of(record.read(channel, row, other));
    }

    /**
     * Every channel of a table with its row of another, or null. Both lie in the order of channels,
     * so that two readers side by side need no search for each row. The second is opened last: a
     * row that was written together with one that the first sees is seen too.
     */
    private <T> void scanJoined(
            byte table, byte otherTable, Joined<T> record, Consumer<T> visitor) {
        Lock using = use();
        try (RocksIterator rows = db.newIterator();
                RocksIterator others = db.newIterator()) {
            others.seek(new byte[] {otherTable});
            byte[] other = keyIn(otherTable, others);
            rows.seek(new byte[] {table});
            for (byte[] key = keyIn(table, rows); key != null; key = keyIn(table, rows)) {
                while (other != null && compareChannels(other, key) < 0) {
                    others.next();
                    other = keyIn(otherTable, others);
                }
                boolean found = other != null && compareChannels(other, key) == 0;
                byte[] joined = found ? others.value() : null;
                visitor.accept(record.read(channelOf(key), rows.value(), joined));
                rows.next();
            }
        } catch (RocksDBException e) {
            throw new StoreException("cannot read channel state: " + e.getMessage(), e);
        } finally {
            using.unlock();
        }
    }

    /** Null when the table has no more; a failure to read is not taken for its end. */
    private static byte @Nullable [] keyIn(byte table, RocksIterator rows) throws RocksDBException {
        if (!rows.isValid()) {
            rows.status();
            return null;
        }
        byte[] key = rows.key();
        return key[0] == table ? key : null;
    }

    private static int compareChannels(byte[] a, byte[] b) {
        return Arrays.compareUnsigned(a, 1, a.length, b, 1, b.length);
    }

    private static boolean startsWith(byte[] key, byte[] prefix) {
        return key.length >= prefix.length
                && Arrays.equals(key, 0, prefix.length, prefix, 0, prefix.length);
    }

    @Override
    public Batch batch() {
        return new RocksBatch(this);
    }

    /** Writes the batch through to the disk; after one failure, nothing is written any more. */
    void commit(org.rocksdb.WriteBatch writes) {
        if (failed) throw new StoreException("channel state failed before: no more writes");
        Lock using = use();
        try {
            db.write(synced, writes);
        } catch (RocksDBException e) {
            failed = true;
            throw new StoreException("cannot write channel state: " + e.getMessage(), e);
        } finally {
            using.unlock();
        }
    }

    @Override
    public void close() {
        gate.writeLock().lock();
        try {
            if (closed) return;
            closed = true;
            db.close();
            synced.close();
            options.close();
        } finally {
            gate.writeLock().unlock();
        }
    }
}
