package dev.sluice.engine.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.engine.Samples;
import dev.sluice.payments.channel.ChannelId;
import dev.sluice.payments.channel.ChannelParameters;
import dev.sluice.payments.channel.Share;
import dev.sluice.payments.channel.SignedVoucher;
import dev.sluice.payments.crypto.Signature;
import dev.sluice.payments.money.Amount;
import dev.sluice.payments.money.Bytes32;
import dev.sluice.payments.store.ChannelStore;
import dev.sluice.payments.store.KeyRelease;
import dev.sluice.payments.store.PayeeRecord;
import dev.sluice.payments.store.PayerRecord;
import dev.sluice.payments.store.PromiseMarks;
import dev.sluice.payments.store.StoreException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;

/** Channel state on a real disk (I1, I6, I10, T22). */
final class RocksChannelStoreTest {
    private static final int MANY = 100_000;
    private static final ChannelParameters CHANNEL = Samples.channel(1);
    private static final ChannelId ID = Samples.id(CHANNEL);
    private static final List<Share> SPLIT =
            List.of(new Share(Samples.address(1), 9_999), new Share(Samples.address(2), 1));
    private static final Amount HUGE = new Amount(-1, -1);

    @TempDir private Path directory;
    private Path home = Path.of("");

    @BeforeEach
    void choose() {
        home = directory.resolve("channels");
    }

    private static SignedVoucher voucher(ChannelId channel, Amount amount) {
        return new SignedVoucher(channel, amount, Signature.of(filled(65)));
    }

    private static byte[] filled(int length) {
        byte[] bytes = new byte[length];
        java.util.Arrays.fill(bytes, (byte) 0x5a);
        return bytes;
    }

    private static PayeeRecord payee(Optional<SignedVoucher> voucher, Amount served) {
        return new PayeeRecord(ID, CHANNEL, SPLIT, voucher, served);
    }

    private static PayerRecord payer(Amount promised, Amount acknowledged) {
        return new PayerRecord(
                ID,
                CHANNEL,
                SPLIT,
                PayerRecord.Purpose.KEYS,
                PromiseMarks.plain(promised, acknowledged));
    }

    private static void write(
            ChannelStore store, java.util.function.Consumer<ChannelStore.Batch> put) {
        try (ChannelStore.Batch batch = store.batch()) {
            put.accept(batch);
            batch.commit();
        }
    }

    @Test
    void whatWasCommittedIsThereAfterReopening() {
        KeyRelease release = new KeyRelease(ID, Samples.bytes32(9), 5, 1L << 40);
        try (RocksChannelStore store = RocksChannelStore.open(home)) {
            assertEquals(Optional.empty(), store.payee(ID));
            write(store, b -> b.put(payee(Optional.empty(), Amount.ZERO)));
            assertEquals(Optional.of(payee(Optional.empty(), Amount.ZERO)), store.payee(ID));
            write(
                    store,
                    b -> {
                        b.voucher(voucher(ID, HUGE), Amount.of(7));
                        b.put(release);
                        b.put(payer(Amount.of(9), Amount.of(3)));
                    });
            write(store, b -> b.promise(ID, PromiseMarks.plain(HUGE, Amount.of(4))));
        }
        try (RocksChannelStore store = RocksChannelStore.open(home)) {
            assertEquals(
                    Optional.of(payee(Optional.of(voucher(ID, HUGE)), Amount.of(7))),
                    store.payee(ID));
            assertEquals(Optional.of(payer(HUGE, Amount.of(4))), store.payer(ID));
            List<Object> found = new ArrayList<>();
            store.forEachPayee(found::add);
            store.forEachPayer(found::add);
            store.forEachRelease(ID, found::add);
            assertEquals(3, found.size());
            assertEquals(release, found.get(2));
        }
    }

    @Test
    void whatAChannelOwesIsKeptWithAVoucherAndWithout_I2() {
        PayeeRecord unpaid = payee(Optional.empty(), Amount.of(1));
        PayeeRecord paid = payee(Optional.of(voucher(ID, Amount.of(5))), Amount.of(6));
        for (PayeeRecord owing : List.of(unpaid, paid)) {
            try (RocksChannelStore store = RocksChannelStore.open(home)) {
                write(store, b -> b.put(owing));
            }
            try (RocksChannelStore store = RocksChannelStore.open(home)) {
                assertEquals(Optional.of(owing), store.payee(ID));
            }
        }
    }

    @Test
    void aRetiredChannelStaysRetiredAndKeepsItsVoucher() {
        PayeeRecord known = payee(Optional.of(voucher(ID, HUGE)), Amount.of(7));
        try (RocksChannelStore store = RocksChannelStore.open(home)) {
            write(store, b -> b.put(known));
            PayeeRecord readBefore = payee(Optional.empty(), Amount.ZERO);
            write(store, b -> b.retire(readBefore));
            write(store, b -> b.voucher(voucher(ID, HUGE), Amount.of(8)));
        }
        try (RocksChannelStore store = RocksChannelStore.open(home)) {
            PayeeRecord retired = store.payee(ID).orElseThrow();
            assertEquals(known.withVoucher(voucher(ID, HUGE), Amount.of(8)).asRetired(), retired);
            write(store, b -> b.put(retired));
            assertTrue(store.payee(ID).orElseThrow().retired());
        }
    }

    /** Rows ended with the shares before it was written down that a channel was let go. */
    @Test
    void aPayeeRowFromBeforeIsReadAsNotRetired() throws Exception {
        PayeeRecord known = payee(Optional.of(voucher(ID, HUGE)), Amount.of(7));
        try (RocksChannelStore store = RocksChannelStore.open(home)) {
            write(store, b -> b.put(known));
        }
        byte[] key = Rows.channelKey(Rows.PAYEE, ID);
        try (Options options = new Options();
                RocksDB db = RocksDB.open(options, home.toString())) {
            byte[] row = java.util.Objects.requireNonNull(db.get(key));
            db.put(key, java.util.Arrays.copyOf(row, row.length - 1));
        }
        try (RocksChannelStore store = RocksChannelStore.open(home)) {
            assertEquals(Optional.of(known), store.payee(ID));
        }
    }

    @Test
    void aScanFindsWithEachChannelItsOwnVoucherOrNone() {
        try (RocksChannelStore store = RocksChannelStore.open(home)) {
            List<PayeeRecord> written = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                ChannelId id = new ChannelId(Samples.bytes32(i + 1));
                boolean paid = i % 3 != 0;
                written.add(
                        new PayeeRecord(
                                id,
                                CHANNEL,
                                SPLIT,
                                paid ? Optional.of(voucher(id, Amount.of(i))) : Optional.empty(),
                                paid ? Amount.of(i) : Amount.ZERO));
            }
            ChannelId nobodys = new ChannelId(Samples.bytes32(99));
            write(store, b -> b.voucher(voucher(nobodys, HUGE), Amount.ZERO));
            write(store, b -> written.forEach(b::put));
            write(store, b -> b.put(payer(Amount.of(9), Amount.of(3))));
            List<PayeeRecord> found = new ArrayList<>();
            store.forEachPayee(found::add);
            assertEquals(20, found.size());
            assertEquals(java.util.Set.copyOf(written), java.util.Set.copyOf(found));
        }
    }

    @Test
    void aBatchThatIsNotCommittedLeavesNothing() {
        try (RocksChannelStore store = RocksChannelStore.open(home)) {
            try (ChannelStore.Batch batch = store.batch()) {
                assertTrue(batch.isEmpty());
                batch.put(payee(Optional.empty(), Amount.ZERO));
                assertFalse(batch.isEmpty());
            }
            assertEquals(Optional.empty(), store.payee(ID));
        }
    }

    @Test
    void releasesOfOneChannelAreNotAnothers() {
        ChannelParameters other = Samples.channel(2);
        Bytes32 content = Samples.bytes32(9);
        try (RocksChannelStore store = RocksChannelStore.open(home)) {
            write(
                    store,
                    b -> {
                        b.put(new KeyRelease(ID, content, 0, 1));
                        b.put(new KeyRelease(ID, content, 7, 2));
                        b.put(new KeyRelease(Samples.id(other), content, 0, 9));
                    });
            List<KeyRelease> found = new ArrayList<>();
            store.forEachRelease(ID, found::add);
            assertEquals(
                    List.of(new KeyRelease(ID, content, 0, 1), new KeyRelease(ID, content, 7, 2)),
                    found);
        }
    }

    @Test
    void aSecondOpeningIsRefusedAndTheFirstGoesOn() {
        try (RocksChannelStore store = RocksChannelStore.open(home)) {
            StoreException refused =
                    assertThrows(StoreException.class, () -> RocksChannelStore.open(home));
            assertInstanceOf(StoreLockedException.class, refused);
            write(store, b -> b.put(payee(Optional.empty(), Amount.ZERO)));
            assertTrue(store.payee(ID).isPresent());
        }
        RocksChannelStore.open(home).close();
    }

    @Test
    void aLookWhileAnotherHasItOpenSeesWhatWasCommitted() {
        try (RocksChannelStore store = RocksChannelStore.open(home)) {
            write(store, b -> b.put(payer(Amount.of(9), Amount.of(3))));
            try (RocksChannelStore look = RocksChannelStore.openReadOnly(home)) {
                assertEquals(Optional.of(payer(Amount.of(9), Amount.of(3))), look.payer(ID));
                assertThrows(
                        StoreException.class,
                        () -> write(look, b -> b.put(payer(Amount.of(1), Amount.of(1)))));
            }
        }
    }

    @Test
    void aLookAtNothingIsRefused() {
        assertThrows(StoreException.class, () -> RocksChannelStore.openReadOnly(home));
    }

    @Test
    void aTornDirectoryIsRefused() throws IOException {
        RocksChannelStore.open(home).close();
        try (Stream<Path> files = Files.list(home)) {
            for (Path file :
                    files.filter(f -> f.getFileName().toString().startsWith("MANIFEST")).toList())
                Files.write(file, filled(100));
        }
        assertThrows(StoreException.class, () -> RocksChannelStore.open(home));
        assertThrows(StoreException.class, () -> RocksChannelStore.openReadOnly(home));
    }

    @Test
    void aDamagedTableIsNotTakenForALock() throws IOException {
        try (RocksChannelStore store = RocksChannelStore.open(home)) {
            write(store, b -> b.put(payer(Amount.of(9), Amount.of(3))));
        }
        RocksChannelStore.open(home).close(); // turns the log into a table
        try (Stream<Path> files = Files.list(home)) {
            for (Path file : files.filter(f -> f.toString().endsWith(".sst")).toList()) {
                byte[] table = Files.readAllBytes(file);
                for (int i = table.length / 3; i < table.length - 60; i++) table[i] ^= 0x55;
                Files.write(file, table);
            }
        }
        StoreException refused =
                assertThrows(StoreException.class, () -> RocksChannelStore.open(home));
        assertTrue(String.valueOf(refused.getMessage()).contains("checksum"), "T22: " + refused);
        assertNotEquals(StoreLockedException.class, refused.getClass());
    }

    @Test
    void aFileInThePlaceOfTheDirectoryIsRefused() throws IOException {
        Files.write(home, filled(10));
        assertThrows(StoreException.class, () -> RocksChannelStore.open(home));
    }

    @Test
    void aRowOfAnUnknownVersionIsAnErrorAndNotAGuess() throws RocksDBException {
        try (RocksChannelStore store = RocksChannelStore.open(home)) {
            write(
                    store,
                    b -> {
                        b.put(payee(Optional.empty(), Amount.ZERO));
                        b.put(payer(Amount.of(9), Amount.of(3)));
                    });
        }
        raise(Rows.channelKey(Rows.PAYEE, ID));
        raise(Rows.channelKey(Rows.PAYER, ID));
        try (RocksChannelStore store = RocksChannelStore.open(home)) {
            assertThrows(StoreException.class, () -> store.payee(ID));
            assertThrows(StoreException.class, () -> store.payer(ID));
            assertThrows(StoreException.class, () -> store.forEachPayer(_ -> {}));
        }
    }

    @Test
    void aStoreOfAnUnknownVersionIsNotOpenedAndCanBeOpenedByTheProgramThatKnowsIt()
            throws RocksDBException {
        RocksChannelStore.open(home).close();
        raise(new byte[] {Rows.FORMAT});
        for (int i = 0; i < 2; i++) {
            StoreException refused =
                    assertThrows(StoreException.class, () -> RocksChannelStore.open(home));
            assertNotEquals(StoreLockedException.class, refused.getClass(), "it was let go again");
        }
        assertThrows(StoreException.class, () -> RocksChannelStore.openReadOnly(home));
    }

    /** Adds one to the version, the first byte of the row. */
    private void raise(byte[] key) throws RocksDBException {
        try (Options options = new Options();
                RocksDB db = RocksDB.open(options, home.toString())) {
            byte[] row = java.util.Objects.requireNonNull(db.get(key));
            row[0]++;
            db.put(key, row);
        }
    }

    @Test
    void useAfterCloseIsAnErrorAndNotACrash() {
        RocksChannelStore store = RocksChannelStore.open(home);
        ChannelStore.Batch batch = store.batch();
        batch.put(payer(Amount.of(9), Amount.of(3)));
        store.close();
        store.close();
        assertThrows(StoreException.class, () -> store.payee(ID));
        assertThrows(StoreException.class, batch::commit);
        assertThrows(StoreException.class, () -> store.forEachPayer(_ -> {}));
        batch.close();
    }

    @Test
    void aHundredThousandChannelsAreOpenedAndReadInSeconds() {
        try (RocksChannelStore store = RocksChannelStore.open(home);
                ChannelStore.Batch batch = store.batch()) {
            for (int i = 0; i < MANY; i++) {
                ChannelId id = new ChannelId(new Bytes32(i * 0x9e3779b97f4a7c15L, i, 0, i));
                batch.put(
                        new PayeeRecord(
                                id,
                                CHANNEL,
                                List.of(),
                                Optional.of(voucher(id, Amount.of(i))),
                                Amount.ZERO));
                if (i % 10_000 == 9_999) batch.commit();
            }
        }
        long start = System.nanoTime();
        long[] count = {0};
        try (RocksChannelStore store = RocksChannelStore.open(home)) {
            long opened = System.nanoTime();
            store.forEachPayee(_ -> count[0]++);
            long read = System.nanoTime();
            System.out.printf(
                    "%d channels: open %d ms, scan %d ms%n",
                    MANY, (opened - start) / 1_000_000, (read - opened) / 1_000_000);
            assertTrue(read - start < 20_000_000_000L, "F3");
        }
        assertEquals(MANY, count[0]);
    }
}
