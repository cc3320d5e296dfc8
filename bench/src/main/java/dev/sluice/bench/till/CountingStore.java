package dev.sluice.bench.till;

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
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;

/** A store that counts what its commits carry. Threads: as the store it wraps. */
final class CountingStore implements ChannelStore {
    private final ChannelStore store;
    private final LongAdder commits = new LongAdder();
    private final LongAdder vouchers = new LongAdder();

    CountingStore(ChannelStore store) {
        this.store = store;
    }

    /** Synced writes so far. */
    long commits() {
        return commits.sum();
    }

    /** Vouchers in them. */
    long vouchers() {
        return vouchers.sum();
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
        return new Counting(store.batch());
    }

    @Override
    public void close() {
        store.close();
    }

    private final class Counting implements Batch {
        private final Batch batch;

        Counting(Batch batch) {
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
        public void put(KeyRelease release) {
            batch.put(release);
        }

        @Override
        public void voucher(SignedVoucher highest, Amount keysServed) {
            vouchers.increment();
            batch.voucher(highest, keysServed);
        }

        @Override
        public void promise(ChannelId channel, PromiseMarks marks) {
            batch.promise(channel, marks);
        }

        @Override
        public void put(SpendRecord spend) {
            batch.put(spend);
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
            commits.increment();
            batch.commit();
        }

        @Override
        public void close() {
            batch.close();
        }
    }
}
