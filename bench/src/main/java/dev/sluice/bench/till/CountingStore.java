package dev.sluice.bench.till;

import dev.sluice.bench.Percentiles;
import dev.sluice.payments.channel.SignedVoucher;
import dev.sluice.payments.money.Amount;
import dev.sluice.payments.store.ChannelStore;
import dev.sluice.payments.store.ForwardingBatch;
import dev.sluice.payments.store.ForwardingStore;
import java.util.Arrays;
import java.util.Objects;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/** A store that counts what its commits carry, and times them. One thread commits. */
final class CountingStore extends ForwardingStore {
    private final LongAdder commits = new LongAdder();
    private final LongAdder vouchers = new LongAdder();
    private volatile long @Nullable [] tookNs;
    private int timed;

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

    /** From now on, up to so many commits are timed; called while nothing is written. */
    void time(int commits) {
        timed = 0;
        tookNs = new long[commits];
    }

    /** How long they took; called while nothing is written. */
    Percentiles commitTimes() {
        return Percentiles.of(Arrays.copyOf(Objects.requireNonNull(tookNs), timed));
    }

    private void note(long ns) {
        long[] times = tookNs;
        if (times != null && timed < times.length) times[timed++] = ns;
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
            long startNs = System.nanoTime();
            super.commit();
            note(System.nanoTime() - startNs);
        }
    }
}
