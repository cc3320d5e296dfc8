package dev.sluice.engine.payee;

import dev.sluice.payments.store.ChannelStore;

/**
 * Makes what the gate accepted durable: one synced write for each batch of the ring (group commit).
 */
final class GroupCommit implements AutoCloseable {
    private final ChannelStore.Batch batch;
    private volatile long durable = -1;

    GroupCommit(ChannelStore store) {
        this.batch = store.batch();
    }

    /** Takes what the gate decided about the next request; the last of a batch is the write. */
    void add(PayeeSlot slot, long sequence, boolean endOfBatch) {
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
