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
import dev.sluice.payments.rules.Refused;
import dev.sluice.payments.store.KeyRelease;
import dev.sluice.payments.store.StoreException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/**
 * The running pipeline over a disk that fails at its n-th write, for every n: whatever was answered
 * is on disk, and after the failure nothing is answered (I1, I2, I5, I8, I10).
 */
final class DurableTest {
    private static final ChannelParameters CHANNEL = Samples.channel(1);
    private static final ChannelId ID = Samples.id(CHANNEL);

    /** Steps of the talk below: each step writes once, since it waits for the one before. */
    private static final int WRITES = 11;

    /** Checks at the moment of every answer that the disk holds what it relies on. */
    private static final class Witness implements Responder {
        private final MemoryStore store;
        private final List<String> faults = new ArrayList<>();
        private final AtomicInteger answers = new AtomicInteger();
        private volatile CountDownLatch answered = new CountDownLatch(0);
        private volatile long paid;
        private volatile boolean broken;
        private long served;

        Witness(MemoryStore store) {
            this.store = store;
        }

        void expect(long paidByNow) {
            paid = paidByNow;
            answered = new CountDownLatch(1);
        }

        private void answer(String what) {
            answers.incrementAndGet();
            if (broken) faults.add(what + " after the failure (I10)");
            long durable = onDisk().low();
            if (durable < paid) faults.add(what + ": " + paid + " paid, " + durable + " (I1)");
            if (durable > Desk.RESERVE) faults.add(what + ": above the reserve (I5)");
            answered.countDown();
        }

        private Amount onDisk() {
            return store.payee(ID).map(r -> r.accepted()).orElse(Amount.ZERO);
        }

        @Override
        public Bytes32 peer() {
            return Desk.PEER;
        }

        @Override
        public void slice(Offer offer, long index, boolean withPages) {
            served += Desk.FEE;
            long window = Math.max(Desk.FEE, onDisk().low() / 2);
            if (served > onDisk().low() + window) faults.add("slice " + index + " (I2)");
            answer("slice " + index);
        }

        @Override
        public void keys(Offer offer, long first, long count, Paid paid) {
            List<KeyRelease> bought = new ArrayList<>();
            store.forEachRelease(ID, bought::add);
            boolean known =
                    bought.stream()
                            .anyMatch(r -> r.first() <= first && first < r.first() + r.count());
            if (!known) faults.add("keys " + first + " (I8)");
            served += Desk.KEY * count;
            answer("keys " + first);
        }

        @Override
        public void attached(ChannelId channel, Optional<SignedVoucher> last, Amount before) {
            if (store.payee(channel).isEmpty()) faults.add("attached, not on disk (I1)");
            answer("attached");
        }

        @Override
        public void refused(Refused why, Offer offer, long index) {
            answer(why.toString());
        }

        @Override
        public void attachRefused(Refused why, ChannelId channel) {
            answer(why.toString());
        }
    }

    private static final class Talk implements AutoCloseable {
        final MemoryStore store = new MemoryStore();
        final Witness witness = new Witness(store);
        final CountDownLatch failed = new CountDownLatch(1);
        final AtomicInteger writes = new AtomicInteger();
        final PayeePipeline pipeline =
                new PayeePipeline(
                        new PipelineSettings(16, 1),
                        Desk.POLICY,
                        store,
                        GateListener.NOBODY,
                        Thread.ofPlatform()
                                .daemon()
                                .uncaughtExceptionHandler((_, _) -> {})
                                .factory(),
                        _ -> failed.countDown());

        Talk(int failingWrite) {
            store.onCommit(
                    () -> {
                        if (writes.incrementAndGet() < failingWrite) return;
                        witness.broken = true;
                        throw new StoreException("write " + failingWrite + " failed");
                    });
        }

        /** Attach, then slices and keys, each with a new voucher. False when the disk failed. */
        boolean run() throws InterruptedException {
            witness.expect(0);
            pipeline.attach(Desk.attach(CHANNEL, Desk.PEER, null), witness);
            if (!answered()) return false;
            long paid = 0;
            for (int step = 0; step < WRITES - 1; step++) {
                paid += Desk.FEE + (step % 2) * Desk.KEY;
                witness.expect(paid);
                SignedVoucher voucher = Samples.voucher(CHANNEL, paid);
                if (step % 2 == 0)
                    pipeline.slice(Desk.OFFER, step, false, false, ID, voucher, witness);
                else
                    pipeline.keys(new KeyAsk(Desk.OFFER, step, 1, Desk.PEER, ID, voucher), witness);
                if (!answered()) return false;
            }
            return true;
        }

        private boolean answered() throws InterruptedException {
            for (int i = 0; i < 10_000; i++) {
                if (witness.answered.await(1, TimeUnit.MILLISECONDS)) return true;
                if (failed.getCount() == 0) return false;
            }
            throw new AssertionError("neither an answer nor a failure");
        }

        @Override
        public void close() {
            pipeline.close();
        }
    }

    @Test
    void aTalkWithAGoodDiskAnswersAll_I1_I2_I5_I8() throws Exception {
        try (Talk talk = new Talk(Integer.MAX_VALUE)) {
            assertTrue(talk.run());
            assertEquals(WRITES, talk.witness.answers.get());
            assertEquals(WRITES, talk.writes.get());
            assertEquals(List.of(), talk.witness.faults);
        }
    }

    @Test
    void whicheverWriteFailsNothingIsAnsweredThatIsNotOnDisk_I1_I8_I10() throws Exception {
        for (int n = 1; n <= WRITES; n++)
            try (Talk talk = new Talk(n)) {
                assertFalse(talk.run(), "write " + n);
                assertEquals(n - 1, talk.witness.answers.get(), "write " + n);
                talk.store.onCommit(() -> {});
                long more = Desk.RESERVE - 10;
                for (int i = 0; i < 20; i++) {
                    SignedVoucher voucher = Samples.voucher(CHANNEL, more + i % 2);
                    talk.pipeline.slice(Desk.OFFER, i, false, false, ID, voucher, talk.witness);
                }
                talk.pipeline.close();
                assertEquals(n - 1, talk.witness.answers.get(), "I10 after write " + n);
                assertEquals(List.of(), talk.witness.faults, "write " + n);
                assertEquals(n, talk.writes.get(), "nothing more is written");
            }
    }
}
