package dev.sluice.engine.consumer;

import dev.sluice.engine.peer.RefusedException;
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
import dev.sluice.payments.rules.Promise;
import dev.sluice.payments.rules.Reason;
import dev.sluice.payments.rules.Refused;
import dev.sluice.payments.store.PayerRecord;
import dev.sluice.streaming.proto.ChannelAttach;
import dev.sluice.streaming.proto.ChannelAttached;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * One channel's signing hand: it signs the amounts that the core decided, and no signature leaves
 * it before "I may have signed up to this" is on disk.
 *
 * <p>{@link #sign} belongs to the session's thread; the rest may be called by any.
 */
public final class Purse {
    private final PayerRecord record;
    private final Domain domain;
    private final SecretKey signer;
    private final Promise promise;
    private final PromiseDesk desk;
    private final Signature proof;
    private final AtomicInteger signed = new AtomicInteger();
    private volatile Amount start;
    private volatile Amount allowed;
    private volatile boolean met;
    private volatile @Nullable SignedVoucher last;

    /** {@code peer} is this node's own id: what the payee will see as the one who spends. */
    Purse(
            PayerRecord record,
            Domain domain,
            SecretKey signer,
            Bytes32 peer,
            Promise promise,
            PromiseDesk desk) {
        this.record = record;
        this.domain = domain;
        this.signer = signer;
        this.promise = promise;
        this.desk = desk;
        this.start = record.agreed();
        this.allowed = record.promised();
        this.last = start.isZero() ? null : signature(start);
        this.proof = signer.sign(AttachDigest.of(domain, record.channel(), peer));
    }

    private SignedVoucher signature(Amount cumulative) {
        return SignedVoucher.sign(domain, channel(), cumulative, signer);
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

    /** The voucher over this amount; the last one is not signed again. */
    public SignedVoucher sign(Amount cumulative) {
        SignedVoucher before = last;
        if (before != null && before.cumulative().equals(cumulative)) return before;
        desk.promise(promise, cumulative);
        allowed = Amount.max(allowed, promise.promised());
        SignedVoucher voucher = signature(cumulative);
        signed.incrementAndGet();
        last = voucher;
        return voucher;
    }

    /** Writes down what is owed, once all is over: the next playback starts from there. */
    public void rest() {
        desk.rest();
    }

    /** The highest voucher that is known here, or null. */
    public @Nullable SignedVoucher last() {
        return last;
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
     *
     * <p>More than was ever promised here heals an old backup, on the first meeting. Later,
     * somebody else must be signing with the same key: then this process stops (T27).
     */
    public Amount proven(@Nullable SignedVoucher shown) throws RefusedException {
        if (shown == null) {
            met = true;
            return Amount.ZERO;
        }
        byte[] digest = VoucherDigest.of(domain, channel(), shown.cumulative());
        boolean genuine =
                shown.channel().equals(channel())
                        && Signers.isSignedBy(
                                digest, shown.signature(), record.parameters().signer());
        if (!genuine) throw new IllegalArgumentException("the payee showed a forged voucher");
        Amount amount = shown.cumulative();
        if (amount.compareTo(allowed) > 0) {
            if (met) throw new RefusedException(anotherSigner(amount));
            allowed = amount;
        }
        met = true;
        if (signed() == 0) start = Amount.max(start, amount);
        return amount;
    }

    Amount proven(ChannelAttached answer) throws RefusedException {
        return proven(answer.hasLast() ? Messages.voucher(answer.getLast()) : null);
    }

    private Refused anotherSigner(Amount shown) {
        return Refused.of(
                Reason.ANOTHER_SIGNER, "at most " + allowed + " signed on " + channel(), shown);
    }

    static Amount served(ChannelAttached answer) {
        return answer.getServed().isEmpty() ? Amount.ZERO : Messages.amount(answer.getServed());
    }
}
