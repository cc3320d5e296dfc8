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

    private final StoredGate gate = new StoredGate(2);

    private Verdict pay(long amount) {
        return gate.slice(1, amount);
    }

    private PayeeRecord onDisk() {
        return gate.store.payee(ID).orElseThrow();
    }

    private static void refused(Reason reason, Verdict verdict) {
        assertEquals(reason, verdict instanceof Refused why ? why.reason() : verdict);
    }

    private void paidAndReleased() {
        assertEquals(Accepted.YES, gate.attach(1));
        assertEquals(Accepted.YES, pay(1_000));
        gate.rig.change(ID, new ChannelChange.Retired(onDisk()));
        gate.write();
    }

    @Test
    void afterARestartNothingAboveTheReleaseIsTaken() {
        paidAndReleased();
        refused(Reason.CHANNEL_CLOSED, pay(2_000));
        gate.restart();
        assertEquals(Accepted.YES, gate.attach(1));
        refused(Reason.CHANNEL_CLOSED, pay(2_000));
        assertEquals(Amount.of(1_000), onDisk().accepted());
    }

    @Test
    void whoIsForgottenForAnotherComesBackReleased() {
        paidAndReleased();
        for (int i = 2; i <= 3; i++) assertEquals(Accepted.YES, gate.attach(i));
        assertEquals(null, gate.rig.accounts.find(ID), "it made room");
        assertEquals(Accepted.YES, gate.attach(1));
        refused(Reason.CHANNEL_CLOSED, pay(2_000));
    }

    @Test
    void untilItsReleaseIsOnDiskAChannelIsNotForgotten() {
        assertEquals(Accepted.YES, gate.attach(1));
        gate.rig.change(ID, new ChannelChange.Retired(onDisk()));
        gate.rig.durable = gate.rig.last() - 1;
        assertEquals(Accepted.YES, gate.attach(2));
        refused(Reason.BUSY, gate.attach(3));
    }

    /** After a restart the payer asks for a release first, and shows the channel then. */
    @Test
    void aChannelThatIsNotAttachedIsReleasedToo() {
        assertEquals(Accepted.YES, gate.attach(1));
        assertEquals(Accepted.YES, pay(1_000));
        gate.restart();
        AttachAsk readBefore = gate.read(1);
        gate.rig.change(ID, new ChannelChange.Retired(onDisk()));
        gate.rig.durable = gate.rig.last() - 1;
        AttachAsk readBeforeTheWrite = gate.read(1);
        refused(Reason.BUSY, gate.rig.attach(readBeforeTheWrite));
        gate.write();
        gate.rig.durable = Long.MAX_VALUE;
        gate.rig.change(ID, new ChannelChange.Retired(onDisk()));
        gate.write();
        for (AttachAsk stale : List.of(readBefore, readBeforeTheWrite))
            refused(Reason.BUSY, gate.rig.attach(stale));
        assertEquals(Accepted.YES, gate.attach(1));
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
