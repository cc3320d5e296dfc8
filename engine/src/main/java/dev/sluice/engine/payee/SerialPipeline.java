package dev.sluice.engine.payee;

import dev.sluice.payments.channel.ChannelId;
import dev.sluice.payments.channel.SignedVoucher;
import dev.sluice.payments.rules.PayeePolicy;
import dev.sluice.payments.store.ChannelStore;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * The stages of {@link PayeePipeline}, one after the other on the caller's thread: no ring and no
 * threads, so that a simulation runs the very code that a node runs.
 *
 * <p>What is asked waits for {@link #run}, which treats all of it as one batch with one synced
 * write. A stage that throws ends it, as in the pipeline: nothing is answered from then on (I10).
 *
 * <p>Threads: belongs to one.
 */
public final class SerialPipeline implements AutoCloseable {
    private final Accounts accounts;
    private final VerifyStage verify;
    private final Gate gate;
    private final GroupCommit commit;
    private final AnswerStage answer = new AnswerStage();
    private final List<PayeeSlot> waiting = new ArrayList<>();
    private final Deque<PayeeSlot> spare = new ArrayDeque<>();
    private long next;
    private boolean stopped;

    /**
     * @param channels attached at once, as in {@link PipelineSettings}
     */
    public SerialPipeline(
            int channels, PayeePolicy policy, ChannelStore store, GateListener listener) {
        this.commit = new GroupCommit(store);
        this.accounts = new Accounts(channels, commit::durable, listener);
        this.verify = new VerifyStage(0, 1, new Recovery(policy.domain()), accounts);
        this.gate = new Gate(policy, accounts, new Recovery(policy.domain()), listener);
    }

    public void slice(
            Offer offer,
            long index,
            @Nullable ChannelId channel,
            @Nullable SignedVoucher voucher,
            Responder responder) {
        PayeeSlot slot = slot(PayeeSlot.Kind.SLICE, channel, voucher, responder);
        slot.peer = responder.peer();
        slot.offer = offer;
        slot.first = index;
        slot.count = 1;
    }

    /** As in {@link PayeePipeline#takeBack}. */
    public void takeBack(
            Offer offer, long index, @Nullable ChannelId channel, Responder responder) {
        PayeeSlot slot = slot(PayeeSlot.Kind.TAKE_BACK, channel, null, responder);
        slot.offer = offer;
        slot.first = index;
    }

    public void keys(KeyAsk ask, Responder responder) {
        PayeeSlot slot = slot(PayeeSlot.Kind.KEYS, ask.channel(), ask.voucher(), responder);
        slot.peer = ask.peer();
        slot.offer = ask.offer();
        slot.first = ask.first();
        slot.count = ask.count();
    }

    public void attach(AttachAsk ask, Responder responder) {
        PayeeSlot slot = slot(PayeeSlot.Kind.ATTACH, ask.channel(), ask.last(), responder);
        slot.peer = ask.peer();
        slot.facts = ask.facts();
    }

    /** The future ends when the change, and all that came before it, is durable. */
    public CompletableFuture<Void> changed(@Nullable ChannelId channel, ChannelChange change) {
        CompletableFuture<Void> done = new CompletableFuture<>();
        PayeeSlot slot = slot(PayeeSlot.Kind.CHANGE, channel, null, null);
        slot.change = change;
        slot.changed = done;
        return done;
    }

    /** Read before a channel's disk state is, and handed to the gate with it. */
    public long evictions(ChannelId channel) {
        return accounts.evictions(channel);
    }

    private PayeeSlot slot(
            PayeeSlot.Kind kind,
            @Nullable ChannelId channel,
            @Nullable SignedVoucher voucher,
            @Nullable Responder responder) {
        PayeeSlot slot = spare.isEmpty() ? new PayeeSlot() : spare.pop();
        slot.clear();
        slot.kind = kind;
        slot.channel = channel;
        slot.voucher = voucher;
        slot.responder = responder;
        if (!stopped) waiting.add(slot);
        return slot;
    }

    /** Decides, writes and answers what waits. */
    public void run() {
        if (stopped || waiting.isEmpty()) return;
        stopped = true; // until the end is reached
        int last = waiting.size() - 1;
        for (int i = 0; i <= last; i++) verify.onEvent(waiting.get(i), next + i, i == last);
        for (int i = 0; i <= last; i++) gate.decide(waiting.get(i), next + i);
        for (int i = 0; i <= last; i++) commit.add(waiting.get(i), next + i, i == last);
        for (int i = 0; i <= last; i++) answer.onEvent(waiting.get(i), next + i, i == last);
        next += waiting.size();
        waiting.forEach(spare::push);
        waiting.clear();
        stopped = false;
    }

    @Override
    public void close() {
        stopped = true;
        commit.close();
    }
}
