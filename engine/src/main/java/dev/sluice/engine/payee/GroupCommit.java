package dev.sluice.engine.payee;

import dev.sluice.payments.store.ChannelStore;
import java.util.concurrent.locks.LockSupport;

/**
 * Makes what the gate accepted durable: one synced write for each batch of the ring (group commit).
 *
 * <p>Under load it rests between two writes, so that the next one carries more: a write costs the
 * processor as much as a voucher does, however few it carries. A lone one is never held up.
 */
final class GroupCommit implements AutoCloseable {
    /** Between the starts of two writes, as long as they follow each other that closely. */
    private static final long PACE_NS = 500_000;

    private final ChannelStore.Batch batch;
    private volatile long durable = -1;
    private long startedNs = System.nanoTime() - PACE_NS;
    private boolean isBusy;

    GroupCommit(ChannelStore store) {
        this.batch = store.batch();
    }

    /** Takes what the gate decided about the next request; the last of a batch is the write. */
    void add(PayeeSlot slot, long sequence, boolean endOfBatch) {
        collect(slot);
        if (!endOfBatch) return;
        if (!batch.isEmpty()) write();
        durable = sequence;
    }

    private void write() {
        long now = System.nanoTime();
        isBusy = now - startedNs < 2 * PACE_NS;
        startedNs = now;
        batch.commit();
    }

    /** Called when what is durable may be answered. */
    void rest() {
        if (!isBusy) return;
        isBusy = false;
        long leftNs = PACE_NS - (System.nanoTime() - startedNs);
        if (leftNs > 0) LockSupport.parkNanos(leftNs);
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
