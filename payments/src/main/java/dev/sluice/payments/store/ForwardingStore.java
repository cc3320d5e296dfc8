package dev.sluice.payments.store;

import dev.sluice.payments.channel.ChannelId;
import dev.sluice.payments.money.Bytes32;
import java.util.Optional;
import java.util.function.Consumer;

/** Hands everything on to another store. Threads: as that one. */
public abstract class ForwardingStore implements ChannelStore {
    private final ChannelStore store;

    protected ForwardingStore(ChannelStore store) {
        this.store = store;
    }

    /** What stands between the caller and a batch of the store. */
    protected abstract Batch wrap(Batch batch);

    @Override
    public final Batch batch() {
        return wrap(store.batch());
    }

    @Override
    public final Optional<PayeeRecord> payee(ChannelId channel) {
        return store.payee(channel);
    }

    @Override
    public final void forEachPayee(Consumer<PayeeRecord> visitor) {
        store.forEachPayee(visitor);
    }

    @Override
    public final Optional<PayerRecord> payer(ChannelId channel) {
        return store.payer(channel);
    }

    @Override
    public final void forEachPayer(Consumer<PayerRecord> visitor) {
        store.forEachPayer(visitor);
    }

    @Override
    public final void forEachRelease(ChannelId channel, Consumer<KeyRelease> visitor) {
        store.forEachRelease(channel, visitor);
    }

    @Override
    public final void forEachSpend(Bytes32 content, Consumer<SpendRecord> visitor) {
        store.forEachSpend(content, visitor);
    }

    @Override
    public final void forEachPurchase(Bytes32 content, Consumer<KeyPurchase> visitor) {
        store.forEachPurchase(content, visitor);
    }

    @Override
    public void close() {
        store.close();
    }
}
