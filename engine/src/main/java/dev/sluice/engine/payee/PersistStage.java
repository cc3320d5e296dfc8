package dev.sluice.engine.payee;

import com.lmax.disruptor.EventHandler;
import dev.sluice.payments.store.ChannelStore;

/**
 * Makes what the gate accepted durable: one synced write for each batch of the ring (group commit).
 */
final class PersistStage implements EventHandler<PayeeSlot>, AutoCloseable {
    private final ChannelStore.Batch batch;
    private volatile long durable = -1;

    PersistStage(ChannelStore store) {
        this.batch = store.batch();
    }

    @Override
    public void onEvent(PayeeSlot slot, long sequence, boolean endOfBatch) {
        collect(slot);
        if (!endOfBatch) return;
        if (!batch.isEmpty()) batch.commit();
        durable = sequence;
    }

    private void collect(PayeeSlot slot) {
        if (slot.putAway != null) batch.put(slot.putAway);
        if (slot.record != null) batch.put(slot.record);
        if (slot.retired != null) batch.retire(slot.retired);
        slot.releases.forEach(batch::put);
        if (slot.highest != null) batch.voucher(slot.highest, slot.keysServed);
    }

    /** The last request of which all is on disk. Any thread. */
    long durable() {
        return durable;
    }

    @Override
    public void close() {
        batch.close();
    }
}
