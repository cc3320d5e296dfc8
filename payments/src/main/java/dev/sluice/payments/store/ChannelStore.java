package dev.sluice.payments.store;

import dev.sluice.payments.channel.ChannelId;
import dev.sluice.payments.channel.SignedVoucher;
import dev.sluice.payments.money.Amount;
import dev.sluice.payments.money.Bytes32;
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

    /** What may have been signed for a work, channel by channel. */
    void forEachSpend(Bytes32 content, Consumer<SpendRecord> visitor);

    /** The keys of a work that were bought, in order of channel and first slice. */
    void forEachPurchase(Bytes32 content, Consumer<KeyPurchase> visitor);

    Batch batch();

    /** Writes that become durable together, by one sync. Reusable after each commit. */
    interface Batch extends AutoCloseable {
        void put(PayeeRecord record);

        void put(PayerRecord record);

        void put(KeyRelease release);

        /** The hot path's write: a higher voucher of a channel that was put before. */
        void voucher(SignedVoucher highest, Amount keysServed);

        /** Marks a channel that was put before as let go, for good; its voucher stays as it is. */
        void retire(PayeeRecord known);

        /** The payer's marks on a channel that was put before. */
        void promise(ChannelId channel, PromiseMarks marks);

        void put(SpendRecord record);

        /** A higher count of the same first slice takes the place of a lower one. */
        void put(KeyPurchase purchase);

        boolean isEmpty();

        /** Returns when all of it is on disk. */
        void commit();

        @Override
        void close();
    }

    @Override
    void close();
}
