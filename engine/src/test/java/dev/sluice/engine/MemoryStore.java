package dev.sluice.engine;

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
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * A store whose disk a test can stop, break or watch: {@link #onCommit} runs before anything counts
 * as written.
 */
public final class MemoryStore implements ChannelStore {
    public final AtomicInteger commits = new AtomicInteger();
    private final ConcurrentMap<ChannelId, PayeeRecord> payees = new ConcurrentHashMap<>();
    private final ConcurrentMap<ChannelId, PayerRecord> payers = new ConcurrentHashMap<>();
    private final List<KeyRelease> releases = new CopyOnWriteArrayList<>();
    private final ConcurrentMap<List<Object>, SpendRecord> spends = new ConcurrentHashMap<>();
    private final ConcurrentMap<List<Object>, KeyPurchase> purchases = new ConcurrentHashMap<>();
    private volatile Runnable onCommit = () -> {};

    public void onCommit(Runnable action) {
        onCommit = action;
    }

    @Override
    public Optional<PayeeRecord> payee(ChannelId channel) {
        return Optional.ofNullable(payees.get(channel));
    }

    @Override
    public void forEachPayee(Consumer<PayeeRecord> visitor) {
        payees.values().forEach(visitor);
    }

    @Override
    public Optional<PayerRecord> payer(ChannelId channel) {
        return Optional.ofNullable(payers.get(channel));
    }

    @Override
    public void forEachPayer(Consumer<PayerRecord> visitor) {
        Map.copyOf(payers).values().forEach(visitor);
    }

    @Override
    public void forEachRelease(ChannelId channel, Consumer<KeyRelease> visitor) {
        releases.stream().filter(r -> r.channel().equals(channel)).forEach(visitor);
    }

    @Override
    public void forEachSpend(Bytes32 content, Consumer<SpendRecord> visitor) {
        spends.values().stream().filter(s -> s.content().equals(content)).forEach(visitor);
    }

    @Override
    public void forEachPurchase(Bytes32 content, Consumer<KeyPurchase> visitor) {
        purchases.values().stream().filter(p -> p.content().equals(content)).forEach(visitor);
    }

    @Override
    public Batch batch() {
        return new MemoryBatch();
    }

    @Override
    public void close() {}

    private final class MemoryBatch implements Batch {
        private final List<Runnable> writes = new ArrayList<>();

        @Override
        public void put(PayeeRecord record) {
            writes.add(() -> payees.put(record.channel(), record));
        }

        @Override
        public void put(PayerRecord record) {
            writes.add(() -> payers.put(record.channel(), record));
        }

        @Override
        public void put(KeyRelease release) {
            writes.add(() -> releases.add(release));
        }

        @Override
        public void voucher(SignedVoucher highest, Amount keysServed) {
            writes.add(
                    () ->
                            payees.computeIfPresent(
                                    highest.channel(),
                                    (_, r) -> r.withVoucher(highest, keysServed)));
        }

        @Override
        public void retire(PayeeRecord known) {
            writes.add(() -> payees.computeIfPresent(known.channel(), (_, r) -> r.asRetired()));
        }

        @Override
        public void promise(ChannelId channel, PromiseMarks marks) {
            writes.add(
                    () ->
                            payers.computeIfPresent(
                                    channel,
                                    (id, r) ->
                                            new PayerRecord(
                                                    id,
                                                    r.parameters(),
                                                    r.split(),
                                                    r.purpose(),
                                                    marks)));
        }

        @Override
        public void put(SpendRecord record) {
            List<Object> key = List.of(record.content(), record.channel());
            writes.add(() -> spends.put(key, record));
        }

        @Override
        public void put(KeyPurchase purchase) {
            List<Object> key = List.of(purchase.content(), purchase.channel(), purchase.first());
            writes.add(() -> purchases.put(key, purchase));
        }

        @Override
        public boolean isEmpty() {
            return writes.isEmpty();
        }

        @Override
        public void commit() {
            onCommit.run();
            writes.forEach(Runnable::run);
            writes.clear();
            commits.incrementAndGet();
        }

        @Override
        public void close() {}
    }
}
