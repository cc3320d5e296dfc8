package dev.sluice.chain.tx;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.chain.contract.ContractCall;
import dev.sluice.payments.crypto.SecretKey;
import dev.sluice.payments.ledger.LedgerException;
import dev.sluice.payments.money.Address;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What was signed is on disk, whole or not at all (T22). */
final class FileTxJournalTest {
    private final Account account = new Account(SecretKey.random(new Random(1)), 5);

    @TempDir private Path directory;
    private Path file;

    @BeforeEach
    void name() {
        file = directory.resolve("deeper").resolve("tx.journal");
    }

    @Test
    void whatWasSignedIsReadAgainWhole() {
        SignedCall first = signed(7, 10);
        SignedCall creation =
                new SignedCall(
                        ContractCall.creation("creation", new byte[300]),
                        8,
                        BigInteger.TEN,
                        first.signed());
        write(first, creation);
        try (FileTxJournal journal = FileTxJournal.open(file)) {
            List<SignedCall> left = journal.unfinished();
            assertEquals(2, left.size());
            assertSame(first, left.get(0));
            assertSame(creation, left.get(1));
        }
    }

    private static void assertSame(SignedCall expected, SignedCall actual) {
        assertArrayEquals(expected.toBytes(), actual.toBytes());
        assertEquals(expected.signed().hash(), actual.signed().hash());
    }

    @Test
    void whatIsFinishedIsForgottenAndAReplacementIsKept() {
        try (FileTxJournal journal = FileTxJournal.open(file)) {
            for (SignedCall call : List.of(signed(1, 10), signed(2, 10), signed(2, 20)))
                journal.signed(call);
            journal.finished(1);
        }
        assertEquals(List.of(2L, 2L), nonces());
        try (FileTxJournal journal = FileTxJournal.open(file)) {
            journal.finished(2);
        }
        assertEquals(List.of(), nonces());
    }

    /** A process that is killed while it writes leaves a part of the last record. */
    @Test
    void aTornEndIsCutOffAtEveryByte() throws IOException {
        write(signed(1, 10));
        long whole = Files.size(file);
        write(signed(2, 10));
        byte[] all = Files.readAllBytes(file);
        for (int length = (int) whole; length < all.length; length++) {
            Files.write(file, Arrays.copyOf(all, length));
            assertEquals(List.of(1L), nonces(), length + " bytes");
        }
        byte[] zeros = Arrays.copyOf(Arrays.copyOf(all, (int) whole), all.length);
        Files.write(file, zeros);
        assertEquals(List.of(1L), nonces(), "a length without content");
    }

    @Test
    void aWrongByteBeforeTheEndIsDamage() throws IOException {
        write(signed(1, 10), signed(2, 10));
        byte[] all = Files.readAllBytes(file);
        for (int at : List.of(0, 5, 9, 40)) {
            byte[] wrong = all.clone();
            wrong[at] ^= 0x40;
            Files.write(file, wrong);
            LedgerException damage = assertThrows(LedgerException.class, this::nonces);
            String message = String.valueOf(damage.getMessage());
            assertTrue(message.contains("is damaged at byte 0"), message);
        }
    }

    @Test
    void aSecondProcessIsKeptOut() {
        try (FileTxJournal journal = FileTxJournal.open(file)) {
            journal.signed(signed(1, 10));
            LedgerException locked =
                    assertThrows(LedgerException.class, () -> FileTxJournal.open(file));
            String message = String.valueOf(locked.getMessage());
            assertTrue(message.startsWith("another process sends transactions"), message);
        }
        assertEquals(List.of(1L), nonces());
    }

    /** I10: what could not be written is not sent, and nothing after it. */
    @Test
    void afterAFailedWriteNothingIsSigned() throws IOException {
        FileTxJournal journal = FileTxJournal.open(file);
        Thread.currentThread().interrupt(); // closes the channel under the next write
        LedgerException failed =
                assertThrows(LedgerException.class, () -> journal.signed(signed(1, 10)));
        assertTrue(Thread.interrupted());
        LedgerException again =
                assertThrows(LedgerException.class, () -> journal.signed(signed(2, 10)));
        assertTrue(String.valueOf(again.getMessage()).contains("nothing more is signed"));
        assertEquals(failed.getMessage(), again.getMessage());
        journal.close();
        assertTrue(nonces().size() <= 1);
    }

    @Test
    void aBusyJournalDoesNotGrowForever() throws IOException {
        byte[] large = new byte[200_000];
        try (FileTxJournal journal = FileTxJournal.open(file)) {
            for (int nonce = 0; nonce < 20; nonce++) {
                ContractCall call = ContractCall.to(Address.ZERO, "large", large);
                journal.signed(new SignedCall(call, nonce, BigInteger.ONE, raw(nonce, 10)));
                if (nonce > 0) journal.finished(nonce - 1);
            }
            assertTrue(Files.size(file) < 2_000_000, Files.size(file) + " bytes");
            assertEquals(19, journal.unfinished().getFirst().nonce());
        }
        assertEquals(List.of(19L), nonces());
    }

    private void write(SignedCall... calls) {
        try (FileTxJournal journal = FileTxJournal.open(file)) {
            for (SignedCall call : calls) journal.signed(call);
        }
    }

    private List<Long> nonces() {
        try (FileTxJournal journal = FileTxJournal.open(file)) {
            return journal.unfinished().stream().map(SignedCall::nonce).toList();
        }
    }

    private SignedCall signed(long nonce, long tip) {
        return new SignedCall(call(), nonce, BigInteger.valueOf(90_000), raw(nonce, tip));
    }

    private Account.Signed raw(long nonce, long tip) {
        Fee fee = new Fee(BigInteger.valueOf(tip), BigInteger.valueOf(2 * tip));
        return account.sign(call(), nonce, BigInteger.valueOf(90_000), fee);
    }

    private static ContractCall call() {
        return ContractCall.to(Address.parse("c0".repeat(20)), "claim", new byte[] {1, 2, 3})
                .withValue(BigInteger.TWO.pow(100));
    }
}
