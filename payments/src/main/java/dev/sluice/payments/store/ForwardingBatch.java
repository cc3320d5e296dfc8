package dev.sluice.payments.store;

import dev.sluice.payments.channel.ChannelId;
import dev.sluice.payments.channel.SignedVoucher;
import dev.sluice.payments.money.Amount;

/** Hands every write on to another batch. One thread, as that one. */
public abstract class ForwardingBatch implements ChannelStore.Batch {
    private final ChannelStore.Batch batch;

    protected ForwardingBatch(ChannelStore.Batch batch) {
        this.batch = batch;
    }

    @Override
    public void put(PayeeRecord row) {
        batch.put(row);
    }

    @Override
    public void put(PayerRecord row) {
        batch.put(row);
    }

    @Override
    public void put(KeyRelease row) {
        batch.put(row);
    }

    @Override
    public void voucher(SignedVoucher highest, Amount keysServed) {
        batch.voucher(highest, keysServed);
    }

    @Override
    public void retire(PayeeRecord known) {
        batch.retire(known);
    }

    @Override
    public void promise(ChannelId channel, PromiseMarks marks) {
        batch.promise(channel, marks);
    }

    @Override
    public void put(SpendRecord row) {
        batch.put(row);
    }

    @Override
    public void put(KeyPurchase row) {
        batch.put(row);
    }

    @Override
    public boolean isEmpty() {
        return batch.isEmpty();
    }

    @Override
    public void commit() {
        batch.commit();
    }

    @Override
    public void close() {
        batch.close();
    }
}
