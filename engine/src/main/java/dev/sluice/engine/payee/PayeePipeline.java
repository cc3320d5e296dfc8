package dev.sluice.engine.payee;

import com.lmax.disruptor.EventHandler;
import com.lmax.disruptor.InsufficientCapacityException;
import com.lmax.disruptor.RingBuffer;
import com.lmax.disruptor.dsl.Disruptor;
import com.lmax.disruptor.dsl.ProducerType;
import dev.sluice.engine.ring.SignalledWait;
import dev.sluice.engine.ring.Stage;
import dev.sluice.engine.ring.StageThreads;
import dev.sluice.payments.channel.ChannelId;
import dev.sluice.payments.channel.Domain;
import dev.sluice.payments.channel.SignedVoucher;
import dev.sluice.payments.money.Bytes32;
import dev.sluice.payments.rules.PayeePolicy;
import dev.sluice.payments.store.ChannelStore;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The pipeline of {@link dev.sluice.engine.payee}, running.
 *
 * <p>Threads: any may call the entry methods; a full ring makes the caller wait, which is the
 * back-pressure on the event loops. After a failure in any stage nothing is answered any more, and
 * {@code onFailure} is told once; who then asks is neither served nor held up.
 */
public final class PayeePipeline implements AutoCloseable {
    /** Between two looks at a full ring. */
    private static final long FULL_RING_WAIT_NS = 50_000;

    private final Disruptor<PayeeSlot> disruptor;
    private final RingBuffer<PayeeSlot> ring;
    private final GroupCommit commit;
    private final Accounts accounts;
    private final StageThreads stages;
    private final ConcurrentMap<Long, CompletableFuture<Void>> changes = new ConcurrentHashMap<>();
    private final AtomicLong nextChange = new AtomicLong();
    private volatile boolean stopped;

    public PayeePipeline(
            PipelineSettings settings,
            PayeePolicy policy,
            ChannelStore store,
            GateListener listener,
            ThreadFactory threads,
            Consumer<Throwable> onFailure) {
        Domain domain = policy.domain();
        SignalledWait wait = new SignalledWait();
        commit = new GroupCommit(store);
        accounts = new Accounts(settings.channels(), commit::durable, listener);
        Gate gate = new Gate(policy, accounts, new Recovery(domain), listener);
        stages = new StageThreads(threads, names(settings.verifyWorkers()));
        disruptor =
                new Disruptor<>(
                        PayeeSlot::new, settings.ringSlots(), stages, ProducerType.MULTI, wait);
        disruptor.setDefaultExceptionHandler(
                new FailStop(
                        failure -> {
                            stop();
                            onFailure.accept(failure);
                        }));
        disruptor
                .handleEventsWith(
                        VerifyStage.workers(settings.verifyWorkers(), domain, accounts, wait))
                .then(Stage.of(judging(gate), wait).resting(commit::rest))
                .then(new AnswerStage());
        ring = disruptor.getRingBuffer();
        wait.watch(ring);
        disruptor.start();
    }

    /**
     * A request for one slice, from the responder's peer. Allocates nothing.
     *
     * @param gratis the node gives this one for nothing, whatever the terms say
     * @param channel what pays for it; null when nothing does
     */
    public void slice(
            Offer offer,
            long index,
            boolean withPages,
            boolean gratis,
            @Nullable ChannelId channel,
            @Nullable SignedVoucher voucher,
            Responder responder) {
        Bytes32 peer = responder.peer();
        long sequence = claim();
        if (sequence < 0) return;
        PayeeSlot slot = ring.get(sequence);
        slot.clear();
        slot.kind = PayeeSlot.Kind.SLICE;
        slot.responder = responder;
        slot.offer = offer;
        slot.first = index;
        slot.count = 1;
        slot.withPages = withPages;
        slot.gratis = gratis;
        slot.channel = channel;
        slot.peer = peer;
        slot.voucher = voucher;
        ring.publish(sequence);
    }

    /**
     * A slice that was granted and of which not one byte was sent, nor will be: its charge is taken
     * back, and the responder told so as of a refusal. Once for each grant. Not to be called by the
     * answer stage, which a full ring would wait for.
     */
    public void takeBack(
            Offer offer,
            long index,
            boolean gratis,
            @Nullable ChannelId channel,
            Responder responder) {
        publish(
                slot -> {
                    slot.kind = PayeeSlot.Kind.TAKE_BACK;
                    slot.responder = responder;
                    slot.offer = offer;
                    slot.first = index;
                    slot.gratis = gratis;
                    slot.channel = channel;
                });
    }

    /** A request for the keys of a range. */
    public void keys(KeyAsk ask, Responder responder) {
        publish(
                slot -> {
                    slot.kind = PayeeSlot.Kind.KEYS;
                    slot.responder = responder;
                    slot.offer = ask.offer();
                    slot.first = ask.first();
                    slot.count = ask.count();
                    slot.channel = ask.channel();
                    slot.peer = ask.peer();
                    slot.voucher = ask.voucher();
                });
    }

    /** A channel that a payer shows, with the highest voucher that the payer remembers. */
    public void attach(AttachAsk ask, Responder responder) {
        publish(
                slot -> {
                    slot.kind = PayeeSlot.Kind.ATTACH;
                    slot.responder = responder;
                    slot.facts = ask.facts();
                    slot.channel = ask.channel();
                    slot.peer = ask.peer();
                    slot.voucher = ask.last();
                });
    }

    /**
     * What the chain did to a channel, or to all of them (null). The future ends when all that came
     * before it is durable, and fails when the pipeline stops before that.
     */
    public CompletableFuture<Void> changed(@Nullable ChannelId channel, ChannelChange change) {
        CompletableFuture<Void> done = new CompletableFuture<>();
        long number = nextChange.getAndIncrement();
        changes.put(number, done);
        var _ = done.whenComplete((_, _) -> changes.remove(number));
        publish(
                slot -> {
                    slot.kind = PayeeSlot.Kind.CHANGE;
                    slot.channel = channel;
                    slot.change = change;
                    slot.changed = done;
                });
        if (stopped) done.completeExceptionally(stoppedException());
        return done;
    }

    /** How things stand, with the channels that were used last. */
    public CompletableFuture<GateReport> report(int most) {
        CompletableFuture<GateReport> answer = new CompletableFuture<>();
        var _ =
                changed(null, new ChannelChange.Asked(most, answer))
                        .whenComplete(
                                (_, failure) -> {
                                    if (failure != null) answer.completeExceptionally(failure);
                                });
        return answer;
    }

    /** Read before a channel's disk state is, and handed to the gate with it. */
    public long evictions(ChannelId channel) {
        return accounts.evictions(channel);
    }

    private void publish(Consumer<PayeeSlot> fill) {
        long sequence = claim();
        if (sequence < 0) return;
        try {
            PayeeSlot slot = ring.get(sequence);
            slot.clear();
            fill.accept(slot);
        } finally {
            ring.publish(sequence);
        }
    }

    /** The next slot, as soon as one is free; -1 when the stages that free them have ended. */
    private long claim() {
        while (!stopped)
            try {
                return ring.tryNext();
            } catch (InsufficientCapacityException e) {
                LockSupport.parkNanos(FULL_RING_WAIT_NS);
            }
        return -1;
    }

    private void stop() {
        stopped = true;
        for (CompletableFuture<Void> change : changes.values())
            change.completeExceptionally(stoppedException());
    }

    private static IllegalStateException stoppedException() {
        return new IllegalStateException("the payee pipeline has stopped");
    }

    /** Gate and group commit on one thread: a decision takes less than waking another one. */
    private EventHandler<PayeeSlot> judging(Gate gate) {
        return (slot, sequence, endOfBatch) -> {
            gate.decide(slot, sequence);
            commit.add(slot, sequence, endOfBatch);
        };
    }

    private static String[] names(int workers) {
        String[] names = new String[workers + 2];
        Arrays.fill(names, 0, workers, "payee-verify");
        names[workers] = "payee-gate";
        names[workers + 1] = "payee-answer";
        return names;
    }

    /**
     * Ends the stages and waits for their threads, so that the store may be closed next; what is in
     * the ring and not answered is not answered.
     */
    @Override
    public void close() {
        stop();
        disruptor.halt();
        stages.join();
        commit.close();
    }
}
