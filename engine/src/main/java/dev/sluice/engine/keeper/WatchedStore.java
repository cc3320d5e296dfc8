package dev.sluice.engine.keeper;

import dev.sluice.payments.channel.SignedVoucher;
import dev.sluice.payments.money.Amount;
import dev.sluice.payments.store.ChannelStore;
import dev.sluice.payments.store.ForwardingBatch;
import dev.sluice.payments.store.ForwardingStore;
import dev.sluice.payments.store.PayeeRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * A store that tells of every voucher that has become durable, after the commit that made it so.
 *
 * <p>That costs the writer one call for each voucher, and spares the keeper from looking through
 * the store. Closing it closes nothing: the store belongs to whoever opened it.
 */
public final class WatchedStore extends ForwardingStore {
    private final Consumer<SignedVoucher> durable;

    public WatchedStore(ChannelStore store, Consumer<SignedVoucher> durable) {
        super(store);
        this.durable = durable;
    }

    @Override
    protected Batch wrap(Batch batch) {
        return new WatchedBatch(batch);
    }

    @Override
    public void close() {}

    private final class WatchedBatch extends ForwardingBatch {
        private final List<SignedVoucher> written = new ArrayList<>();

        WatchedBatch(Batch batch) {
            super(batch);
        }

        @Override
        public void put(PayeeRecord record) {
            super.put(record);
            record.voucher().ifPresent(written::add);
        }

        @Override
        public void voucher(SignedVoucher highest, Amount keysServed) {
            super.voucher(highest, keysServed);
            written.add(highest);
        }

        @Override
        public void commit() {
            super.commit();
            for (SignedVoucher voucher : written) durable.accept(voucher);
            written.clear();
        }
    }
}
