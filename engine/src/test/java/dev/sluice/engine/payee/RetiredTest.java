package dev.sluice.engine.payee;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.engine.MemoryStore;
import dev.sluice.engine.Samples;
import dev.sluice.payments.channel.ChannelId;
import dev.sluice.payments.channel.ChannelParameters;
import dev.sluice.payments.channel.SignedVoucher;
import dev.sluice.payments.money.Amount;
import dev.sluice.payments.money.Bytes32;
import dev.sluice.payments.rules.Accepted;
import dev.sluice.payments.rules.Reason;
import dev.sluice.payments.rules.Refused;
import dev.sluice.payments.rules.Verdict;
import dev.sluice.payments.store.ChannelStore;
import dev.sluice.payments.store.PayeeRecord;
import dev.sluice.payments.store.StoreException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/**
 * A channel that its payee let go stays let go: else the payer closes with the release and keeps
 * what was served after it (I1, I2). So the end of service is on disk before a release is signed.
 */
final class RetiredTest {
    private static final ChannelParameters CHANNEL = Samples.channel(1);
    private static final ChannelId ID = Samples.id(CHANNEL);

    private final MemoryStore store = new MemoryStore();
    private GateRig rig = new GateRig(Desk.POLICY, 2, GateListener.NOBODY);

    private AttachAsk readNow(ChannelId id, ChannelParameters channel) {
        AttachFacts f = Desk.attach(channel, Desk.PEER, null).facts();
        AttachFacts now =
                new AttachFacts(
                        f.domain(),
                        f.parameters(),
                        f.split(),
                        f.standing(),
                        f.claimCost(),
                        rig.accounts.evictions(id),
                        store.payee(id),
                        List.of());
        return new AttachAsk(id, Desk.PEER, now, null);
    }

    private Verdict attach(int channel) {
        ChannelParameters parameters = Samples.channel(channel);
        Verdict verdict = rig.attach(readNow(Samples.id(parameters), parameters));
        write();
        return verdict;
    }

    private Verdict pay(long amount) {
        Verdict verdict = rig.slice(CHANNEL, 0, Samples.voucher(CHANNEL, amount));
        write();
        return verdict;
    }

    /** What the persist stage does. */
    private void write() {
        try (ChannelStore.Batch batch = store.batch()) {
            if (rig.slot.record != null) batch.put(rig.slot.record);
            if (rig.slot.retired != null) batch.retire(rig.slot.retired);
            if (rig.slot.highest != null) batch.voucher(rig.slot.highest, rig.slot.keysServed);
            batch.commit();
        }
    }

    private PayeeRecord onDisk() {
        return store.payee(ID).orElseThrow();
    }

    private void restart() {
        rig = new GateRig(Desk.POLICY, 2, GateListener.NOBODY);
    }

    private static void refused(Reason reason, Verdict verdict) {
        assertEquals(reason, verdict instanceof Refused why ? why.reason() : verdict);
    }

    private void paidAndReleased() {
        assertEquals(Accepted.YES, attach(1));
        assertEquals(Accepted.YES, pay(1_000));
        rig.change(ID, new ChannelChange.Retired(onDisk()));
        write();
    }

    @Test
    void afterARestartNothingAboveTheReleaseIsTaken() {
        paidAndReleased();
        refused(Reason.CHANNEL_CLOSED, pay(2_000));
        restart();
        assertEquals(Accepted.YES, attach(1));
        refused(Reason.CHANNEL_CLOSED, pay(2_000));
        assertEquals(Amount.of(1_000), onDisk().accepted());
    }

    @Test
    void whoIsForgottenForAnotherComesBackReleased() {
        paidAndReleased();
        for (int i = 2; i <= 3; i++) assertEquals(Accepted.YES, attach(i));
        assertEquals(null, rig.accounts.find(ID), "it made room");
        assertEquals(Accepted.YES, attach(1));
        refused(Reason.CHANNEL_CLOSED, pay(2_000));
    }

    @Test
    void untilItsReleaseIsOnDiskAChannelIsNotForgotten() {
        assertEquals(Accepted.YES, attach(1));
        rig.change(ID, new ChannelChange.Retired(onDisk()));
        rig.durable = rig.last() - 1;
        assertEquals(Accepted.YES, attach(2));
        refused(Reason.BUSY, attach(3));
    }

    /** After a restart the payer asks for a release first, and shows the channel then. */
    @Test
    void aChannelThatIsNotAttachedIsReleasedToo() {
        assertEquals(Accepted.YES, attach(1));
        assertEquals(Accepted.YES, pay(1_000));
        restart();
        AttachAsk readBefore = readNow(ID, CHANNEL);
        rig.change(ID, new ChannelChange.Retired(onDisk()));
        rig.durable = rig.last() - 1;
        AttachAsk readBeforeTheWrite = readNow(ID, CHANNEL);
        refused(Reason.BUSY, rig.attach(readBeforeTheWrite));
        write();
        rig.durable = Long.MAX_VALUE;
        rig.change(ID, new ChannelChange.Retired(onDisk()));
        write();
        for (AttachAsk stale : List.of(readBefore, readBeforeTheWrite))
            refused(Reason.BUSY, rig.attach(stale));
        assertEquals(Accepted.YES, attach(1));
        refused(Reason.CHANNEL_CLOSED, pay(2_000));
    }

    /** The crash points: attach, voucher and release are a write each. */
    @Test
    void whicheverWriteFailsTheReleaseIsOnDiskOrNobodyIsTold_I10() {
        for (int failing = 1; failing <= 4; failing++) {
            MemoryStore disk = new MemoryStore();
            boolean told = releaseOn(disk, failing);
            Optional<PayeeRecord> left = disk.payee(ID);
            assertEquals(told, left.map(PayeeRecord::retired).orElse(false), "write " + failing);
            assertEquals(failing > 3, told, "write " + failing);
        }
    }

    private static boolean releaseOn(MemoryStore disk, int failingWrite) {
        AtomicInteger writes = new AtomicInteger();
        disk.onCommit(
                () -> {
                    if (writes.incrementAndGet() == failingWrite)
                        throw new StoreException("write " + failingWrite + " failed");
                });
        try (SerialPipeline pipeline =
                new SerialPipeline(2, Desk.POLICY, disk, GateListener.NOBODY)) {
            pipeline.attach(Desk.attach(CHANNEL, Desk.PEER, null), new Silent());
            pipeline.run();
            SignedVoucher voucher = Samples.voucher(CHANNEL, 1_000);
            pipeline.slice(Desk.OFFER, 0, ID, voucher, new Silent());
            pipeline.run();
            PayeeRecord known = disk.payee(ID).orElseThrow();
            CompletableFuture<Void> told = pipeline.changed(ID, new ChannelChange.Retired(known));
            assertFalse(told.isDone(), "told before it is on disk");
            pipeline.run();
            return told.isDone();
        } catch (StoreException stopped) {
            assertTrue(writes.get() == failingWrite, "I10: written after a failure");
            return false;
        }
    }

    private static final class Silent implements Responder {
        @Override
        public Bytes32 peer() {
            return Desk.PEER;
        }

        @Override
        public void slice(Offer offer, long index, boolean withPages) {}

        @Override
        public void keys(Offer offer, long first, long count, Paid paid) {}

        @Override
        public void attached(ChannelId channel, Optional<SignedVoucher> last, Amount served) {}

        @Override
        public void refused(Refused why, Offer offer, long index) {}

        @Override
        public void attachRefused(Refused why, ChannelId channel) {}
    }
}
