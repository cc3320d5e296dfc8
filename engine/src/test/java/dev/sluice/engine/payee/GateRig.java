package dev.sluice.engine.payee;

import dev.sluice.engine.Samples;
import dev.sluice.payments.channel.ChannelId;
import dev.sluice.payments.channel.ChannelParameters;
import dev.sluice.payments.channel.SignedVoucher;
import dev.sluice.payments.money.Address;
import dev.sluice.payments.rules.PayeePolicy;
import dev.sluice.payments.rules.Verdict;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A gate with all its neighbours in one thread: what the stages around it would do, done here. */
final class GateRig {
    final Gate gate;
    final Accounts accounts;
    final PayeeSlot slot = new PayeeSlot();
    long durable = Long.MAX_VALUE;
    int recoveries;
    private long sequence;

    GateRig(PayeePolicy policy, int channels, GateListener listener) {
        accounts = new Accounts(channels, () -> durable, listener);
        gate = new Gate(policy, accounts, new Counting(), listener);
    }

    /** Signatures are what is dear. */
    private final class Counting extends Recovery {
        Counting() {
            super(Samples.DOMAIN);
        }

        @Override
        @Nullable Address signer(SignedVoucher voucher) {
            recoveries++;
            return super.signer(voucher);
        }
    }

    Verdict attach(AttachAsk ask) {
        slot.clear();
        slot.kind = PayeeSlot.Kind.ATTACH;
        slot.facts = ask.facts();
        slot.channel = ask.channel();
        slot.peer = ask.peer();
        slot.voucher = ask.last();
        return decide();
    }

    Verdict slice(ChannelParameters channel, long index, @Nullable SignedVoucher voucher) {
        return request(PayeeSlot.Kind.SLICE, channel, index, voucher);
    }

    Verdict key(ChannelParameters channel, long index, @Nullable SignedVoucher voucher) {
        return request(PayeeSlot.Kind.KEYS, channel, index, voucher);
    }

    private Verdict request(
            PayeeSlot.Kind kind,
            ChannelParameters channel,
            long index,
            @Nullable SignedVoucher voucher) {
        slot.clear();
        slot.kind = kind;
        slot.offer = Desk.OFFER;
        slot.first = index;
        slot.count = 1;
        slot.peer = Desk.PEER;
        slot.channel = Samples.id(channel);
        slot.voucher = voucher;
        return decide();
    }

    void change(@Nullable ChannelId channel, ChannelChange change) {
        slot.clear();
        slot.kind = PayeeSlot.Kind.CHANGE;
        slot.channel = channel;
        slot.change = change;
        gate.decide(slot, sequence++);
    }

    /** The number of the last request. */
    long last() {
        return sequence - 1;
    }

    private Verdict decide() {
        gate.decide(slot, sequence++);
        return Objects.requireNonNull(slot.verdict);
    }
}
