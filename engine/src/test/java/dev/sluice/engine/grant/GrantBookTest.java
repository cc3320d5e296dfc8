package dev.sluice.engine.grant;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.streaming.content.ContentId;
import dev.sluice.streaming.content.CreatorKey;
import dev.sluice.streaming.content.KeySeed;
import dev.sluice.streaming.grant.Denied;
import dev.sluice.streaming.grant.Grant;
import dev.sluice.streaming.grant.GrantException;
import dev.sluice.streaming.grant.Holder;
import dev.sluice.streaming.grant.HolderKey;
import dev.sluice.streaming.grant.Revocations;
import dev.sluice.streaming.grant.Serial;
import dev.sluice.streaming.grant.Transfer;
import dev.sluice.streaming.proto.SignedGrant;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

/** A creator's grants: one for each purchase, whatever is cut off where. */
final class GrantBookTest {
    private static final long NOW = 1_800_000_000L;
    private static final String CHANNEL = "0x01";
    private static final ContentId WORK = ContentId.of(filled(32, 7));
    private static final CreatorKey CREATOR = CreatorKey.fromSeed(filled(32, 2));
    private static final HolderKey ANN = HolderKey.of(filled(64, 3));
    private static final HolderKey BEN = HolderKey.of(filled(64, 4));
    private static final HolderKey EVE = HolderKey.of(filled(64, 5));

    @TempDir Path home;

    private static byte[] filled(int length, int value) {
        byte[] bytes = new byte[length];
        Arrays.fill(bytes, (byte) value);
        return bytes;
    }

    /** Each time another, as after a start of the process. */
    private GrantBook book() {
        return new GrantBook(home, CREATOR);
    }

    private static List<KeySeed> seeds(long first, long count) {
        List<KeySeed> seeds = new ArrayList<>();
        for (long slice = first; slice < first + count; slice++)
            seeds.add(KeySeed.of(0, slice, filled(32, (int) slice)));
        return seeds;
    }

    private Grant issue(String channel, long first, long count, Holder holder, long now)
            throws Exception {
        return verified(
                book().issue(channel, WORK, first, count, () -> seeds(first, count), holder, now));
    }

    private Grant issue(long first, long count) throws Exception {
        return issue(CHANNEL, first, count, ANN.holder(), NOW);
    }

    private Grant pass(Grant grant, HolderKey from, HolderKey to, long now) throws Exception {
        Transfer transfer = new Transfer(grant.content(), grant.serial(), to.holder());
        return verified(book().transfer(transfer.sign(from), GrantBookTest::seeds, now));
    }

    private static Grant verified(SignedGrant signed) throws GrantException {
        return Grant.verify(signed, CREATOR.publicKey());
    }

    private Revocations list() throws GrantException {
        return Revocations.verify(book().revoked(), CREATOR.publicKey());
    }

    private static void denied(Denied.Kind kind, Executable asking) {
        assertEquals(kind, assertThrows(GrantException.class, asking).why().kind());
    }

    @Test
    void askingAgainGivesTheSameGrantAndOnlyToItsHolder() throws Exception {
        Grant grant = issue(4, 4);
        assertEquals(seeds(4, 4), grant.open(ANN));
        assertEquals(grant, issue(4, 4));
        denied(Denied.Kind.WRONG_HOLDER, () -> issue(CHANNEL, 4, 4, EVE.holder(), NOW));
        assertTrue(book().hasIssued(grant.serial()));
        assertFalse(book().hasIssued(Serial.of(filled(16, 1))));
    }

    /** I8: what one purchase has paid for is not granted twice under two ranges. */
    @Test
    void rangesOfOneChannelMayTouchAndNotOverlap() throws Exception {
        Grant grant = issue(4, 4);
        for (long[] range : new long[][] {{3, 2}, {7, 1}, {7, 2}, {4, 3}, {5, 3}, {0, 40}})
            denied(Denied.Kind.OUT_OF_RANGE, () -> issue(range[0], range[1]));
        issue(3, 1);
        issue(8, 2);
        Grant others = issue("0x02", 5, 2, BEN.holder(), NOW);
        assertNotEquals(grant.serial(), others.serial());
    }

    @Test
    void itIsGivenAgainUntilItsDateAndNoSecondLonger() throws Exception {
        Grant grant = issue(0, 2);
        assertEquals(NOW + GrantBook.VALID_SECONDS, grant.notAfter());
        assertEquals(grant, issue(CHANNEL, 0, 2, ANN.holder(), grant.notAfter()));
        denied(Denied.Kind.EXPIRED, () -> issue(CHANNEL, 0, 2, ANN.holder(), grant.notAfter() + 1));
        denied(Denied.Kind.EXPIRED, () -> pass(grant, ANN, BEN, grant.notAfter() + 1));
        assertEquals(grant.notAfter(), pass(grant, ANN, BEN, grant.notAfter()).notAfter());
    }

    @Test
    void passedOnItIsTheNewHoldersAlone() throws Exception {
        Grant old = issue(0, 8);
        Grant next = pass(old, ANN, BEN, NOW);
        assertEquals(BEN.holder(), next.holder());
        assertEquals(seeds(0, 8), next.open(BEN));
        assertEquals(next, pass(old, ANN, BEN, NOW), "the same request, the same answer");
        denied(Denied.Kind.REPLAYED, () -> pass(old, ANN, EVE, NOW));
        denied(Denied.Kind.REPLAYED, () -> pass(old, ANN, ANN, NOW));
        denied(Denied.Kind.REVOKED, () -> issue(0, 8));
        denied(Denied.Kind.BAD_SIGNATURE, () -> pass(next, ANN, EVE, NOW));
        assertTrue(list().has(old.serial()));
        assertEquals(1, list().sequence());
        Grant third = pass(next, BEN, ANN, NOW);
        assertEquals(ANN.holder(), third.holder());
        assertEquals(2, list().sequence());
    }

    @Test
    void whatIsRevokedIsNotServed() throws Exception {
        Grant grant = issue(0, 8);
        assertEquals(1, book().revoke(grant.serial()).sequence());
        assertEquals(1, book().revoke(grant.serial()).sequence(), "once");
        denied(Denied.Kind.REVOKED, () -> issue(0, 8));
        denied(Denied.Kind.REVOKED, () -> pass(grant, ANN, BEN, NOW));
        denied(Denied.Kind.WRONG_CREATOR, () -> book().revoke(Serial.of(filled(16, 1))));
    }

    /** The grant was written and the purchase was not: nobody has seen it, and another is made. */
    @Test
    void cutOffBeforeThePurchaseIsNotedAnotherGrantIsMade() throws Exception {
        Grant lost = issue(0, 8);
        Files.delete(home.resolve("issued").resolve(CHANNEL).resolve(WORK + "-0-8"));
        Grant grant = issue(0, 8);
        assertNotEquals(lost.serial(), grant.serial());
        assertEquals(grant, issue(0, 8));
    }

    /** Each file of a transfer, in the order in which they are written, is the last one. */
    @Test
    void cutOffAnywhereATransferIsFinishedByAskingAgain() throws Exception {
        Grant old = issue(0, 8);
        Grant lost = pass(old, ANN, BEN, NOW);
        Files.delete(home.resolve("revoked"));
        Files.delete(home.resolve("issued").resolve("moved-" + old.serial()));
        assertEquals(old, issue(0, 8), "undecided: the old holder has it");
        Grant next = pass(old, ANN, EVE, NOW);
        assertNotEquals(lost.serial(), next.serial());
        Files.delete(home.resolve("revoked"));
        denied(Denied.Kind.REVOKED, () -> issue(0, 8));
        assertEquals(next, pass(old, ANN, EVE, NOW));
        assertEquals(1, list().sequence());
        assertTrue(list().has(old.serial()));
    }

    @Test
    void manyWhoAskAtOnceGetOneGrant() throws Exception {
        List<Callable<Grant>> asks = new ArrayList<>();
        for (int i = 0; i < 16; i++) asks.add(() -> issue(0, 8));
        Serial first = issue(0, 8).serial();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var answer : threads.invokeAll(asks)) assertEquals(first, answer.get().serial());
        }
    }
}
