package dev.sluice.engine.payee;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.engine.MemoryStore;
import dev.sluice.engine.Samples;
import dev.sluice.payments.channel.ChannelId;
import dev.sluice.payments.channel.ChannelParameters;
import dev.sluice.payments.channel.SignedVoucher;
import dev.sluice.payments.money.Amount;
import dev.sluice.payments.money.Bytes32;
import dev.sluice.payments.rules.Refused;
import dev.sluice.payments.store.StoreException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The running pipeline over a disk that is slow, or breaks (I1, I10). */
final class PayeePipelineTest {
    private static final int PRODUCERS = 64;
    private static final int REQUESTS = 50;
    private static final ChannelParameters CHANNEL = Samples.channel(1);

    private final MemoryStore store = new MemoryStore();
    private final AtomicInteger failures = new AtomicInteger();
    private final CountDownLatch failed = new CountDownLatch(1);
    private final PayeePipeline pipeline =
            new PayeePipeline(
                    new PipelineSettings(16, 2),
                    Desk.POLICY,
                    store,
                    GateListener.NOBODY,
                    Thread.ofPlatform().daemon().uncaughtExceptionHandler((_, _) -> {}).factory(),
                    _ -> {
                        failures.incrementAndGet();
                        failed.countDown();
                    });

    @AfterEach
    void close() {
        pipeline.close();
    }

    /** Notes every answer as text. */
    private static final class Answers implements Responder {
        final BlockingQueue<String> lines = new LinkedBlockingQueue<>();

        @Override
        public Bytes32 peer() {
            return Desk.PEER;
        }

        @Override
        public void slice(Offer offer, long index, boolean withPages) {
            lines.add("slice " + index);
        }

        @Override
        public void keys(Offer offer, long first, long count, Paid paid) {
            lines.add("keys " + first + "+" + count);
        }

        @Override
        public void attached(ChannelId channel, Optional<SignedVoucher> last, Amount served) {
            lines.add("attached " + served);
        }

        @Override
        public void refused(Refused why, Offer offer, long index) {
            lines.add(why.reason() + " " + index);
        }

        @Override
        public void attachRefused(Refused why, ChannelId channel) {
            lines.add(why.reason() + " attach");
        }

        String next() throws InterruptedException {
            String line = lines.poll(10, TimeUnit.SECONDS);
            return line == null ? "nothing" : line;
        }
    }

    private final Answers answers = new Answers();

    private void attach() throws InterruptedException {
        pipeline.attach(Desk.attach(CHANNEL, Desk.PEER, null), answers);
        assertEquals("attached 0", answers.next());
    }

    private void slice(ChannelParameters channel, long index, long paid) {
        slice(channel, index, voucher(channel, paid), answers);
    }

    private void slice(
            ChannelParameters channel,
            long index,
            @Nullable SignedVoucher voucher,
            Responder responder) {
        pipeline.slice(Desk.OFFER, index, false, false, Samples.id(channel), voucher, responder);
    }

    @Test
    void whatIsTakenBackIsAnsweredAsARefusalAndCreditAgain() throws Exception {
        attach();
        slice(CHANNEL, 0, 0);
        slice(CHANNEL, 1, 0);
        pipeline.takeBack(Desk.OFFER, 0, false, Samples.id(CHANNEL), answers);
        slice(CHANNEL, 1, 0);
        assertEquals("slice 0", answers.next());
        assertEquals("CREDIT_EXHAUSTED 1", answers.next());
        assertEquals("CANCELLED 0", answers.next());
        assertEquals("slice 1", answers.next());
    }

    private static @Nullable SignedVoucher voucher(ChannelParameters channel, long paid) {
        return paid == 0 ? null : Samples.voucher(channel, paid);
    }

    private static KeyAsk keys(long first, long count, long paid) {
        return new KeyAsk(
                Desk.OFFER, first, count, Desk.PEER, Samples.id(CHANNEL), voucher(CHANNEL, paid));
    }

    @Test
    void nothingIsAnsweredBeforeItIsOnDisk() throws Exception {
        attach();
        CountDownLatch writing = new CountDownLatch(1);
        CountDownLatch written = new CountDownLatch(1);
        store.onCommit(
                () -> {
                    writing.countDown();
                    await(written);
                });
        slice(CHANNEL, 0, 1_000);
        assertTrue(writing.await(10, TimeUnit.SECONDS));
        pipeline.keys(keys(0, 1, 4_000), answers);
        assertEquals(null, answers.lines.poll(50, TimeUnit.MILLISECONDS), "I1");
        assertFalse(store.payee(Samples.id(CHANNEL)).orElseThrow().voucher().isPresent());
        written.countDown();
        assertEquals("slice 0", answers.next());
        assertEquals("keys 0+1", answers.next());
        assertEquals(Amount.of(4_000), store.payee(Samples.id(CHANNEL)).orElseThrow().accepted());
    }

    private static void await(CountDownLatch latch) {
        try {
            assertTrue(latch.await(10, TimeUnit.SECONDS));
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void afterAFailedWriteNothingIsAnsweredAndTheFailureIsToldOnce() throws Exception {
        attach();
        store.onCommit(
                () -> {
                    throw new StoreException("the disk is full");
                });
        slice(CHANNEL, 0, 1_000);
        assertTrue(failed.await(10, TimeUnit.SECONDS));
        store.onCommit(() -> {});
        for (int i = 1; i < 5; i++) slice(CHANNEL, i, 1_000L * i);
        assertEquals(null, answers.lines.poll(100, TimeUnit.MILLISECONDS), "I1, I10");
        assertEquals(1, failures.get());
    }

    @Test
    void afterAFailureNoEventLoopIsHeldUp() throws Exception {
        attach();
        store.onCommit(
                () -> {
                    throw new StoreException("the disk is full");
                });
        slice(CHANNEL, 0, 1_000);
        assertTrue(failed.await(10, TimeUnit.SECONDS));
        assertTimeoutPreemptively(
                Duration.ofSeconds(10),
                () -> {
                    for (int i = 0; i < 100; i++) slice(CHANNEL, 1, 0);
                });
        CompletableFuture<Void> change =
                pipeline.changed(Samples.id(CHANNEL), new ChannelChange.LedgerBack());
        assertThrows(ExecutionException.class, () -> change.get(10, TimeUnit.SECONDS));
    }

    @Test
    void answersKeepTheOrderOfTheRequestsOfAStream() throws Exception {
        attach();
        List<String> expected = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            slice(CHANNEL, i, 1_000L * i);
            expected.add("slice " + i);
            if (i % 7 != 0) continue;
            slice(Samples.channel(2), i, 0);
            expected.add("UNKNOWN_CHANNEL " + i);
        }
        for (String line : expected) assertEquals(line, answers.next());
    }

    @Test
    void manyProducersShareTheRingAndTheirMoneyIsNotMixed() throws Exception {
        List<Thread> threads = new ArrayList<>();
        List<Answers> all = new ArrayList<>();
        for (int p = 0; p < PRODUCERS; p++) {
            Answers mine = new Answers();
            all.add(mine);
            ChannelParameters channel = Samples.channel(100 + p);
            threads.add(Thread.ofVirtual().start(() -> produce(channel, mine)));
        }
        for (Thread thread : threads) thread.join();
        for (Answers mine : all) {
            assertEquals("attached 0", mine.next());
            for (int i = 0; i < REQUESTS; i++) assertEquals("slice " + i, mine.next());
        }
        for (int p = 0; p < PRODUCERS; p++)
            assertEquals(
                    Amount.of(1_000L * (REQUESTS - 1)),
                    store.payee(Samples.id(Samples.channel(100 + p))).orElseThrow().accepted());
        assertTrue(store.commits.get() < PRODUCERS * REQUESTS, "commits are grouped");
    }

    private void produce(ChannelParameters channel, Answers mine) {
        pipeline.attach(Desk.attach(channel, Desk.PEER, null), mine);
        for (int i = 0; i < REQUESTS; i++) slice(channel, i, voucher(channel, 1_000L * i), mine);
    }

    @Test
    void aVoucherThatAnotherSignedIsRefused() throws Exception {
        attach();
        SignedVoucher forged =
                SignedVoucher.sign(
                        Samples.DOMAIN, Samples.id(CHANNEL), Amount.of(1_000), Samples.key(9));
        slice(CHANNEL, 0, forged, answers);
        assertEquals("BAD_SIGNATURE 0", answers.next());
    }

    @Test
    void aChangeIsOverWhenAllBeforeItIsOnDisk() throws Exception {
        attach();
        slice(CHANNEL, 0, 1_000);
        pipeline.changed(Samples.id(CHANNEL), new ChannelChange.ExitStarted())
                .get(10, TimeUnit.SECONDS);
        assertEquals(Amount.of(1_000), store.payee(Samples.id(CHANNEL)).orElseThrow().accepted());
        slice(CHANNEL, 1, 0);
        assertEquals("slice 0", answers.next());
        assertEquals("EXIT_UNDER_WAY 1", answers.next());
    }

    @Test
    void aContentThatIsGivenAwayNeedsNoChannel() throws Exception {
        Offer free = new Offer(Desk.CONTENT, Samples.price(10, 0), Bytes32.ZERO);
        pipeline.slice(free, 3, false, false, null, null, answers);
        assertEquals("slice 3", answers.next());
        assertEquals(0, store.commits.get(), "nothing to write, nothing to wait for");
    }
}
