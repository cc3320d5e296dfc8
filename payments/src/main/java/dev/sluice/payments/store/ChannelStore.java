package dev.sluice.payments.store;

import dev.sluice.payments.channel.ChannelId;
import dev.sluice.payments.channel.SignedVoucher;
import dev.sluice.payments.money.Amount;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The durable state of channels, of the node as payee and as payer.
 *
 * <p>Threads: reads from any; a {@link Batch} belongs to one thread. Failures are {@link
 * StoreException}; after one that came from a commit the store refuses all further writes (I10).
 */
public interface ChannelStore extends AutoCloseable {
    Optional<PayeeRecord> payee(ChannelId channel);

    void forEachPayee(Consumer<PayeeRecord> visitor);

    Optional<PayerRecord> payer(ChannelId channel);

    void forEachPayer(Consumer<PayerRecord> visitor);

    /** Every range of keys that was released against the channel. */
    void forEachRelease(ChannelId channel, Consumer<KeyRelease> visitor);

    Batch batch();

    /** Writes that become durable together, by one sync. Reusable after each commit. */
    interface Batch extends AutoCloseable {
        void put(PayeeRecord record);

        void put(PayerRecord record);

        void put(KeyRelease release);

        /** The hot path's write: a higher voucher of a channel that was put before. */
        void voucher(SignedVoucher highest, Amount keysServed);

        /** The payer's marks on a channel that was put before. */
        void promise(ChannelId channel, Amount promised, Amount acknowledged);

        boolean isEmpty();

        /** Returns when all of it is on disk. */
        void commit();

        @Override
        void close();
    }

    @Override
    void close();
}
