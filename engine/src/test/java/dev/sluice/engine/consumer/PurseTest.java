package dev.sluice.engine.consumer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.engine.MemoryStore;
import dev.sluice.engine.Samples;
import dev.sluice.engine.peer.RefusedException;
import dev.sluice.engine.wire.Channels;
import dev.sluice.engine.wire.Messages;
import dev.sluice.payments.channel.AttachDigest;
import dev.sluice.payments.channel.ChannelId;
import dev.sluice.payments.channel.ChannelParameters;
import dev.sluice.payments.channel.SignedVoucher;
import dev.sluice.payments.crypto.SecretKey;
import dev.sluice.payments.crypto.Signers;
import dev.sluice.payments.money.Amount;
import dev.sluice.payments.money.Bytes32;
import dev.sluice.payments.rules.PayerChannel;
import dev.sluice.payments.rules.Promise;
import dev.sluice.payments.rules.Promises;
import dev.sluice.payments.rules.Reason;
import dev.sluice.payments.store.ChannelStore;
import dev.sluice.payments.store.PayerRecord;
import dev.sluice.payments.store.PromiseMarks;
import dev.sluice.payments.store.StoreException;
import dev.sluice.streaming.proto.ChannelAttached;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** No signature leaves before "I may have signed up to this" is on disk (I6). */
final class PurseTest {
    private static final ChannelParameters CHANNEL = Samples.channel(1);
    private static final ChannelId ID = Samples.id(CHANNEL);
    private static final Bytes32 PEER = Samples.bytes32(0x22);

    private static final Bytes32 WORK = Samples.bytes32(0x33);
    private static final Amount RESERVE = Amount.of(1_000_000);
    private static final Amount NO_LIMIT = new Amount(-1, -1);

    private final MemoryStore store = new MemoryStore();
    private PayerChannel channel = PayerChannel.fresh(ID, CHANNEL, RESERVE);
    private final Purse purse;

    PurseTest() {
        try (ChannelStore.Batch batch = store.batch()) {
            batch.put(
                    new PayerRecord(
                            ID, CHANNEL, List.of(), PayerRecord.Purpose.BYTES, PromiseMarks.NONE));
            batch.commit();
        }
        purse = started();
    }

    /** As after a start of the process: from what the disk says. */
    private Purse started() {
        PayerRecord record = record();
        Amount[] spent = {Amount.ZERO};
        store.forEachSpend(WORK, row -> spent[0] = row.spent());
        channel = PayerChannel.restored(ID, CHANNEL, RESERVE, record.marks(), WORK);
        Promises promises = new Promises(WORK, NO_LIMIT, Amount.ZERO);
        Promise promise = promises.addBytes(channel, record.marks(), spent[0]);
        PromiseDesk desk = new PromiseDesk(promises, store);
        return new Purse(record, Samples.DOMAIN, Samples.SIGNER, PEER, promise, desk);
    }

    private PayerRecord record() {
        return store.payer(ID).orElseThrow();
    }

    private Amount promised() {
        return record().promised();
    }

    private SignedVoucher pay(Purse from, long amount) {
        channel.payVerified(amount);
        return from.sign(channel.nextCumulative());
    }

    @Test
    void whatIsSignedIsOnDiskBefore() {
        for (int i = 0; i < 135; i++) {
            SignedVoucher voucher = pay(purse, 37);
            assertTrue(voucher.isSignedBy(Samples.DOMAIN, Samples.SIGNER.address()));
            assertTrue(promised().compareTo(voucher.cumulative()) >= 0);
        }
        assertTrue(store.commits.get() < 20, "one sync covers many vouchers");
    }

    @Test
    void afterAFailedWriteNothingIsSignedForGood_I10() {
        pay(purse, 100);
        store.onCommit(
                () -> {
                    throw new StoreException("the disk is full");
                });
        Amount covered = promised();
        channel.payVerified(covered.toLongSaturated());
        assertThrows(StoreException.class, () -> purse.sign(channel.nextCumulative()));
        store.onCommit(() -> {});
        assertThrows(IllegalStateException.class, () -> purse.sign(channel.nextCumulative()));
        assertThrows(IllegalStateException.class, () -> purse.sign(Amount.of(101)), "covered");
        assertThrows(IllegalStateException.class, purse::rest);
        assertEquals(1, purse.signed());
        assertEquals(
                Amount.of(100), Messages.voucher(purse.attachMessage().getLast()).cumulative());
    }

    @Test
    void theSameAmountIsSignedOnce() {
        assertEquals(pay(purse, 5), pay(purse, 0));
        assertEquals(1, purse.signed());
    }

    @Test
    void afterACrashThePromiseStandsAndWithinItNothingIsWritten() {
        pay(purse, 100);
        Amount before = promised();
        int commits = store.commits.get();
        Purse again = started();
        assertEquals(Amount.of(100), again.start());
        pay(again, 100);
        assertEquals(commits, store.commits.get());
        pay(again, before.toLongSaturated());
        assertTrue(promised().compareTo(before) > 0);
    }

    @Test
    void atRestTheRecordSaysWhatWasSigned() {
        pay(purse, 100);
        purse.rest();
        assertEquals(Amount.of(100), record().promised());
        assertEquals(Amount.of(100), record().agreed());
        assertEquals(Amount.of(100), started().start());
    }

    @Test
    void aPurseThatSignedNothingWritesNothing() {
        int commits = store.commits.get();
        purse.rest();
        assertEquals(commits, store.commits.get());
    }

    @Test
    void afterARestartTheLastVoucherIsShownAgain_I6() {
        SignedVoucher last = pay(purse, 100);
        assertEquals(last, Messages.voucher(started().attachMessage().getLast()));
    }

    @Test
    void moreThanWasPromisedHealsOnTheFirstMeetingAndStopsLater_T27() throws Exception {
        assertEquals(Amount.of(50), purse.proven(answer(Samples.voucher(CHANNEL, 50))));
        assertEquals(Amount.of(50), purse.proven(answer(Samples.voucher(CHANNEL, 50))));
        SignedVoucher anothers = Samples.voucher(CHANNEL, 51);
        RefusedException stopped =
                assertThrows(RefusedException.class, () -> purse.proven(answer(anothers)));
        assertEquals(Reason.ANOTHER_SIGNER, stopped.why().reason());
        assertEquals("51", stopped.why().actual());
    }

    @Test
    void theChannelIsShownWithTheHighestVoucherAndTheProofForThisPeer() {
        assertFalse(purse.attachMessage().hasLast());
        SignedVoucher last = pay(purse, 7);
        assertEquals(last, Messages.voucher(purse.attachMessage().getLast()));
        byte[] digest = AttachDigest.of(Samples.DOMAIN, ID, PEER);
        assertTrue(Signers.isSignedBy(digest, purse.proof(), Samples.SIGNER.address()));
    }

    private static ChannelAttached answer(SignedVoucher last) {
        return Channels.attached(last.channel().toBytes(), Optional.of(last), Amount.of(3));
    }

    @Test
    void whatAPayeeShowsIsBelievedOnlyWithTheOwnSignature() throws Exception {
        assertEquals(Amount.of(50), purse.proven(answer(Samples.voucher(CHANNEL, 50))));
        assertEquals(Amount.of(50), purse.start(), "an old state is healed");
        SecretKey stranger = Samples.key(9);
        SignedVoucher forged =
                SignedVoucher.sign(Samples.DOMAIN, ID, Amount.of(1_000_000), stranger);
        assertThrows(IllegalArgumentException.class, () -> purse.proven(answer(forged)));
        SignedVoucher ofAnother = Samples.voucher(Samples.channel(2), 1_000_000);
        assertThrows(IllegalArgumentException.class, () -> purse.proven(answer(ofAnother)), "T1");
        SignedVoucher raised =
                new SignedVoucher(ID, Amount.of(51), Samples.voucher(CHANNEL, 50).signature());
        assertThrows(IllegalArgumentException.class, () -> purse.proven(answer(raised)));
        assertEquals(Amount.of(50), purse.start());
    }

    @Test
    void aPayeeThatShowsNothingHoldsNothing() throws Exception {
        ChannelAttached nothing = Channels.attached(ID.toBytes(), Optional.empty(), Amount.of(3));
        assertEquals(Amount.ZERO, purse.proven(nothing));
        assertEquals(Amount.of(3), Purse.served(nothing));
        assertEquals(Amount.ZERO, Purse.served(ChannelAttached.getDefaultInstance()));
    }
}
