package dev.sluice.engine.keeper;

import dev.sluice.payments.channel.ChannelId;
import dev.sluice.payments.channel.SignedVoucher;
import dev.sluice.payments.money.Amount;
import dev.sluice.payments.money.Bytes32;
import dev.sluice.payments.store.ChannelStore;
import dev.sluice.payments.store.KeyPurchase;
import dev.sluice.payments.store.KeyRelease;
import dev.sluice.payments.store.PayeeRecord;
import dev.sluice.payments.store.PayerRecord;
import dev.sluice.payments.store.PromiseMarks;
import dev.sluice.payments.store.SpendRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A store that tells of every voucher that has become durable, after the commit that made it so.
 *
 * <p>That costs the writer one call for each voucher, and spares the keeper from looking through
 * the store. Closing it closes nothing: the store belongs to whoever opened it.
 */
public final class WatchedStore implements ChannelStore {
    private final ChannelStore store;
    private final Consumer<SignedVoucher> durable;

    public WatchedStore(ChannelStore store, Consumer<SignedVoucher> durable) {
        this.store = store;
        this.durable = durable;
    }

    @Override
    public Optional<PayeeRecord> payee(ChannelId channel) {
        return store.payee(channel);
    }

    @Override
    public void forEachPayee(Consumer<PayeeRecord> visitor) {
        store.forEachPayee(visitor);
    }

    @Override
    public Optional<PayerRecord> payer(ChannelId channel) {
        return store.payer(channel);
    }

    @Override
    public void forEachPayer(Consumer<PayerRecord> visitor) {
        store.forEachPayer(visitor);
    }

    @Override
    public void forEachRelease(ChannelId channel, Consumer<KeyRelease> visitor) {
        store.forEachRelease(channel, visitor);
    }

    @Override
    public void forEachSpend(Bytes32 content, Consumer<SpendRecord> visitor) {
        store.forEachSpend(content, visitor);
    }

    @Override
    public void forEachPurchase(Bytes32 content, Consumer<KeyPurchase> visitor) {
        store.forEachPurchase(content, visitor);
    }

    @Override
    public Batch batch() {
        return new WatchedBatch(store.batch());
    }

    @Override
    public void close() {}

    private final class WatchedBatch implements Batch {
        private final Batch batch;
        private final List<SignedVoucher> written = new ArrayList<>();

        WatchedBatch(Batch batch) {
            this.batch = batch;
        }

        @Override
        public void put(PayeeRecord record) {
            batch.put(record);
            record.voucher().ifPresent(written::add);
        }

        @Override
        public void put(PayerRecord record) {
            batch.put(record);
        }

        @Override
        public void put(KeyRelease release) {
            batch.put(release);
        }

        @Override
        public void voucher(SignedVoucher highest, Amount keysServed) {
            batch.voucher(highest, keysServed);
            written.add(highest);
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
        public void put(SpendRecord record) {
            batch.put(record);
        }

        @Override
        public void put(KeyPurchase purchase) {
            batch.put(purchase);
        }

        @Override
        public boolean isEmpty() {
            return batch.isEmpty();
        }

        @Override
        public void commit() {
            batch.commit();
            for (SignedVoucher voucher : written) durable.accept(voucher);
            written.clear();
        }

        @Override
        public void close() {
            batch.close();
        }
    }
}
