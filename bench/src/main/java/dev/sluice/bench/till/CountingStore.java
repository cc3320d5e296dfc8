package dev.sluice.bench.till;

import dev.sluice.bench.store.ForwardingBatch;
import dev.sluice.bench.store.ForwardingStore;
import dev.sluice.payments.channel.SignedVoucher;
import dev.sluice.payments.money.Amount;
import dev.sluice.payments.store.ChannelStore;
import java.util.concurrent.atomic.LongAdder;

/** A store that counts what its commits carry. */
final class CountingStore extends ForwardingStore {
    private final LongAdder commits = new LongAdder();
    private final LongAdder vouchers = new LongAdder();

    CountingStore(ChannelStore store) {
        super(store);
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
    protected Batch wrap(Batch batch) {
        return new Counting(batch);
    }

    private final class Counting extends ForwardingBatch {
        Counting(Batch batch) {
            super(batch);
        }

        @Override
        public void voucher(SignedVoucher highest, Amount keysServed) {
            vouchers.increment();
            super.voucher(highest, keysServed);
        }

        @Override
        public void commit() {
            commits.increment();
            super.commit();
        }
    }
}
