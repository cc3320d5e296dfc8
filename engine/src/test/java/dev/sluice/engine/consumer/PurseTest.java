package dev.sluice.engine.consumer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.engine.MemoryStore;
import dev.sluice.engine.Samples;
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
import dev.sluice.payments.store.ChannelStore;
import dev.sluice.payments.store.PayerRecord;
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

    private final MemoryStore store = new MemoryStore();
    private final Purse purse = purse(record(0, 0));

    private PayerRecord record(long promised, long acknowledged) {
        PayerRecord record =
                new PayerRecord(
                        ID,
                        CHANNEL,
                        List.of(),
                        PayerRecord.Purpose.BYTES,
                        Amount.of(promised),
                        Amount.of(acknowledged));
        try (ChannelStore.Batch batch = store.batch()) {
            batch.put(record);
            batch.commit();
        }
        return record;
    }

    private Purse purse(PayerRecord record) {
        return new Purse(record, Samples.DOMAIN, Samples.SIGNER, PEER, store);
    }

    private Amount promised() {
        return store.payer(ID).orElseThrow().promised();
    }

    @Test
    void whatIsSignedIsOnDiskBefore() {
        for (long amount = 1; amount < 5_000; amount += 37) {
            SignedVoucher voucher = purse.sign(Amount.of(amount));
            assertTrue(voucher.isSignedBy(Samples.DOMAIN, Samples.SIGNER.address()));
            assertTrue(promised().compareTo(Amount.of(amount)) >= 0);
        }
        assertTrue(store.commits.get() < 20, "one sync covers many vouchers");
    }

    @Test
    void withoutADiskNothingIsSigned() {
        store.onCommit(
                () -> {
                    throw new StoreException("the disk is full");
                });
        assertThrows(StoreException.class, () -> purse.sign(Amount.of(1)));
        assertFalse(purse.attachMessage().hasLast(), "I10");
        assertEquals(0, purse.signed());
    }

    @Test
    void theSameAmountIsSignedOnce() {
        assertEquals(purse.sign(Amount.of(5)), purse.sign(Amount.of(5)));
        assertEquals(1, purse.signed());
    }

    @Test
    void afterACrashThePromiseStandsAndWithinItNothingIsWritten() {
        purse.sign(Amount.of(100));
        Amount before = promised();
        int commits = store.commits.get();
        Purse again = purse(store.payer(ID).orElseThrow());
        assertEquals(Amount.ZERO, again.start(), "the end of the last playback was not written");
        again.sign(Amount.of(200));
        assertEquals(commits, store.commits.get());
        again.sign(before.plus(1));
        assertTrue(promised().compareTo(before) > 0);
    }

    @Test
    void atRestTheRecordSaysWhatWasSigned() {
        purse.sign(Amount.of(100));
        purse.rest();
        PayerRecord record = store.payer(ID).orElseThrow();
        assertEquals(Amount.of(100), record.promised());
        assertEquals(Amount.of(100), record.acknowledged());
        assertEquals(Amount.of(100), purse(record).start());
    }

    @Test
    void aPurseThatSignedNothingWritesNothing() {
        int commits = store.commits.get();
        purse.rest();
        assertEquals(commits, store.commits.get());
    }

    @Test
    void theChannelIsShownWithTheHighestVoucherAndTheProofForThisPeer() {
        assertFalse(purse.attachMessage().hasLast());
        SignedVoucher last = purse.sign(Amount.of(7));
        assertEquals(last, Messages.voucher(purse.attachMessage().getLast()));
        byte[] digest = AttachDigest.of(Samples.DOMAIN, ID, PEER);
        assertTrue(Signers.isSignedBy(digest, purse.proof(), Samples.SIGNER.address()));
    }

    private static ChannelAttached answer(SignedVoucher last) {
        return Channels.attached(last.channel().toBytes(), Optional.of(last), Amount.of(3));
    }

    @Test
    void whatAPayeeShowsIsBelievedOnlyWithTheOwnSignature() {
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
    void aPayeeThatShowsNothingHoldsNothing() {
        ChannelAttached nothing = Channels.attached(ID.toBytes(), Optional.empty(), Amount.of(3));
        assertEquals(Amount.ZERO, purse.proven(nothing));
        assertEquals(Amount.of(3), Purse.served(nothing));
        assertEquals(Amount.ZERO, Purse.served(ChannelAttached.getDefaultInstance()));
    }
}
