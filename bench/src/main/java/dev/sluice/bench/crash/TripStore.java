package dev.sluice.bench.crash;

import dev.sluice.payments.channel.ChannelId;
import dev.sluice.payments.channel.SignedVoucher;
import dev.sluice.payments.money.Amount;
import dev.sluice.payments.store.ChannelStore;
import dev.sluice.payments.store.ForwardingBatch;
import dev.sluice.payments.store.ForwardingStore;
import dev.sluice.payments.store.KeyRelease;
import dev.sluice.payments.store.PromiseMarks;

/** A store whose commits are stages. */
final class TripStore extends ForwardingStore {
    private final Trip trip;

    TripStore(ChannelStore store, Trip trip) {
        super(store);
        this.trip = trip;
    }

    @Override
    protected Batch wrap(Batch batch) {
        return new Tripping(batch);
    }

    /** Remembers what it carries, to know which stages its commit has. */
    private final class Tripping extends ForwardingBatch {
        private boolean voucher;
        private boolean release;
        private boolean promise;

        Tripping(Batch batch) {
            super(batch);
        }

        @Override
        public void put(KeyRelease row) {
            release = true;
            super.put(row);
        }

        @Override
        public void voucher(SignedVoucher highest, Amount keysServed) {
            voucher = true;
            super.voucher(highest, keysServed);
        }

        @Override
        public void promise(ChannelId channel, PromiseMarks marks) {
            promise = true;
            super.promise(channel, marks);
        }

        @Override
        public void commit() {
            if (voucher) trip.at(Stage.BEFORE_VOUCHER_COMMIT);
            if (release) trip.at(Stage.BEFORE_RELEASE_COMMIT);
            if (promise) trip.at(Stage.BEFORE_PROMISE_COMMIT);
            if (voucher) trip.during(Stage.DURING_VOUCHER_COMMIT);
            super.commit();
            if (voucher) trip.at(Stage.AFTER_VOUCHER_COMMIT);
            if (release) trip.at(Stage.AFTER_RELEASE_COMMIT);
            if (promise) trip.at(Stage.AFTER_PROMISE_COMMIT);
            voucher = false;
            release = false;
            promise = false;
        }
    }
}
