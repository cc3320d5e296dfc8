package dev.sluice.engine.payee;

import com.lmax.disruptor.EventHandler;
import dev.sluice.engine.ring.SignalledWait;
import dev.sluice.engine.ring.Stage;
import dev.sluice.payments.channel.Domain;
import dev.sluice.payments.channel.SignedVoucher;

/**
 * Recovers who signed the voucher, where the account's mark says that the gate may need it: a
 * signature costs a thousand times what all other checks do. What it leaves out, the gate recovers
 * itself in the rare case that it is needed after all.
 *
 * <p>One of several workers, each with its share of the channels; owns its digest.
 */
final class VerifyStage implements EventHandler<PayeeSlot> {
    private final int worker;
    private final int workers;
    private final Recovery recovery;
    private final Accounts accounts;

    VerifyStage(int worker, int workers, Recovery recovery, Accounts accounts) {
        this.worker = worker;
        this.workers = workers;
        this.recovery = recovery;
        this.accounts = accounts;
    }

    @SuppressWarnings({"unchecked", "rawtypes"}) // the Disruptor takes an array of handlers
    static EventHandler<PayeeSlot>[] workers(
            int count, Domain domain, Accounts accounts, SignalledWait wait) {
        EventHandler<PayeeSlot>[] stages = new EventHandler[count];
        for (int i = 0; i < count; i++)
            stages[i] = Stage.of(new VerifyStage(i, count, new Recovery(domain), accounts), wait);
        return stages;
    }

    @Override
    public void onEvent(PayeeSlot slot, long sequence, boolean endOfBatch) {
        SignedVoucher voucher = slot.voucher;
        if (voucher == null) return;
        if (Math.floorMod(voucher.channel().hashCode(), workers) != worker) return;
        if (!accounts.isWorthVerifying(voucher, slot.peer)) return;
        slot.signer = recovery.signer(voucher);
        slot.recovered = true;
    }
}
