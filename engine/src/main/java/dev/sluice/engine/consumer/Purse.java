package dev.sluice.engine.consumer;

import dev.sluice.engine.wire.Channels;
import dev.sluice.engine.wire.Messages;
import dev.sluice.payments.channel.AttachDigest;
import dev.sluice.payments.channel.ChannelId;
import dev.sluice.payments.channel.Domain;
import dev.sluice.payments.channel.SignedVoucher;
import dev.sluice.payments.channel.VoucherDigest;
import dev.sluice.payments.crypto.SecretKey;
import dev.sluice.payments.crypto.Signature;
import dev.sluice.payments.crypto.Signers;
import dev.sluice.payments.money.Amount;
import dev.sluice.payments.money.Bytes32;
import dev.sluice.payments.store.ChannelStore;
import dev.sluice.payments.store.PayerRecord;
import dev.sluice.streaming.proto.ChannelAttach;
import dev.sluice.streaming.proto.ChannelAttached;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * One channel's signing hand: it signs the amounts that the core decided, and no signature leaves
 * it before "I may have signed up to this" is on disk.
 *
 * <p>The promise is written some way ahead, so that one sync covers many vouchers. {@link #sign}
 * belongs to the session's thread; the rest may be called by any.
 */
public final class Purse {
    /** A promise reaches this many signatures' worth ahead. */
    private static final long AHEAD = 32;

    private final PayerRecord record;
    private final Domain domain;
    private final SecretKey signer;
    private final ChannelStore store;
    private final Signature proof;
    private final AtomicInteger signed = new AtomicInteger();
    private Amount promised;
    private volatile Amount start;
    private volatile @Nullable SignedVoucher last;

    /** {@code peer} is this node's own id: what the payee will see as the one who spends. */
    public Purse(
            PayerRecord record, Domain domain, SecretKey signer, Bytes32 peer, ChannelStore store) {
        this.record = record;
        this.domain = domain;
        this.signer = signer;
        this.store = store;
        this.promised = record.promised();
        this.start = record.acknowledged();
        this.proof = signer.sign(AttachDigest.of(domain, record.channel(), peer));
    }

    public ChannelId channel() {
        return record.channel();
    }

    public PayerRecord record() {
        return record;
    }

    /**
     * What had been paid on the channel before. More than the record says when the payee has proven
     * so: the last playback did not come to its end.
     */
    Amount start() {
        return start;
    }

    /** How many vouchers were signed. */
    public int signed() {
        return signed.get();
    }

    SignedVoucher sign(Amount cumulative) {
        SignedVoucher before = last;
        if (before != null && before.cumulative().equals(cumulative)) return before;
        if (cumulative.compareTo(promised) > 0) promise(cumulative);
        SignedVoucher voucher = SignedVoucher.sign(domain, channel(), cumulative, signer);
        signed.incrementAndGet();
        last = voucher;
        return voucher;
    }

    private void promise(Amount cumulative) {
        Amount step = cumulative.minus(last == null ? record.acknowledged() : last.cumulative());
        Amount ahead = cumulative.plus(step.times(AHEAD));
        try (ChannelStore.Batch batch = store.batch()) {
            batch.promise(channel(), ahead, record.acknowledged());
            batch.commit();
        }
        promised = ahead;
    }

    /** Writes down what the payee holds, once it is known: the next playback starts from there. */
    public void rest() {
        SignedVoucher highest = last;
        if (highest == null) return;
        try (ChannelStore.Batch batch = store.batch()) {
            batch.promise(channel(), highest.cumulative(), highest.cumulative());
            batch.commit();
        }
    }

    /** Shows a payee that this node may spend from the channel, and so may close it. */
    public Signature proof() {
        return proof;
    }

    /** The message that shows the channel to its payee, with the highest voucher. */
    public ChannelAttach attachMessage() {
        return Channels.attach(domain, record.parameters(), record.split(), proof, last);
    }

    /**
     * What the payee proved to hold; an amount that this channel's signer never signed is a lie.
     */
    Amount proven(ChannelAttached answer) {
        if (!answer.hasLast()) return Amount.ZERO;
        SignedVoucher shown = Messages.voucher(answer.getLast());
        byte[] digest = VoucherDigest.of(domain, channel(), shown.cumulative());
        boolean genuine =
                shown.channel().equals(channel())
                        && Signers.isSignedBy(
                                digest, shown.signature(), record.parameters().signer());
        if (!genuine) throw new IllegalArgumentException("the payee showed a forged voucher");
        if (last == null) start = Amount.max(start, shown.cumulative());
        return shown.cumulative();
    }

    static Amount served(ChannelAttached answer) {
        return answer.getServed().isEmpty() ? Amount.ZERO : Messages.amount(answer.getServed());
    }
}
