package dev.sluice.engine.payee;

import com.lmax.disruptor.EventHandler;
import dev.sluice.engine.ring.SignalledWait;
import dev.sluice.engine.ring.Stage;
import dev.sluice.payments.channel.Domain;
import dev.sluice.payments.channel.SignedVoucher;
import dev.sluice.payments.channel.VoucherDigest;
import dev.sluice.payments.crypto.Signers;

/**
 * Recovers who signed the voucher. One of several workers, each with its share of the channels;
 * owns its digest.
 */
final class VerifyStage implements EventHandler<PayeeSlot> {
    private final int worker;
    private final int workers;
    private final VoucherDigest digest;
    private final byte[] hash = new byte[32];

    private VerifyStage(int worker, int workers, Domain domain) {
        this.worker = worker;
        this.workers = workers;
        this.digest = new VoucherDigest(domain);
    }

    @SuppressWarnings({"unchecked", "rawtypes"}) // the Disruptor takes an array of handlers
    static EventHandler<PayeeSlot>[] workers(int count, Domain domain, SignalledWait wait) {
        EventHandler<PayeeSlot>[] stages = new EventHandler[count];
        for (int i = 0; i < count; i++)
            stages[i] = Stage.of(new VerifyStage(i, count, domain), wait);
        return stages;
    }

    @Override
    public void onEvent(PayeeSlot slot, long sequence, boolean endOfBatch) {
        SignedVoucher voucher = slot.voucher;
        if (voucher == null) return;
        if (Math.floorMod(voucher.channel().hashCode(), workers) != worker) return;
        digest.write(voucher.channel(), voucher.cumulative(), hash);
        slot.signer = Signers.recover(hash, voucher.signature());
    }
}
