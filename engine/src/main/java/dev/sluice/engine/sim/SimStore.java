package dev.sluice.engine.sim;

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
import dev.sluice.payments.store.StoreException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * A disk that outlives its node. A batch is there as a whole or not at all; a node may die before,
 * in and after the write, and a write may fail, after which this store takes no more (I10).
 */
final class SimStore implements ChannelStore {
    private static final long LATER_NS = 30_000_000;

    private final SimNode node;
    private final Disk disk;
    private boolean failed;

    SimStore(SimNode node, Disk disk) {
        this.node = node;
        this.disk = disk;
    }

    /** What is written. Records never change, so a copy of the maps is a backup. */
    static final class Disk {
        final TreeMap<ChannelId, PayeeRecord> payees = new TreeMap<>();
        final TreeMap<ChannelId, PayerRecord> payers = new TreeMap<>();
        final List<KeyRelease> releases = new ArrayList<>();
        final TreeMap<ChannelId, SpendRecord> spends = new TreeMap<>();
        final TreeMap<ChannelId, TreeMap<Long, KeyPurchase>> purchases = new TreeMap<>();

        Disk copy() {
            Disk copy = new Disk();
            copy.payees.putAll(payees);
            copy.payers.putAll(payers);
            copy.releases.addAll(releases);
            copy.spends.putAll(spends);
            purchases.forEach((id, rows) -> copy.purchases.put(id, new TreeMap<>(rows)));
            return copy;
        }
    }

    @Override
    public Optional<PayeeRecord> payee(ChannelId channel) {
        return Optional.ofNullable(disk.payees.get(channel));
    }

    @Override
    public void forEachPayee(Consumer<PayeeRecord> visitor) {
        disk.payees.values().forEach(visitor);
    }

    @Override
    public Optional<PayerRecord> payer(ChannelId channel) {
        return Optional.ofNullable(disk.payers.get(channel));
    }

    @Override
    public void forEachPayer(Consumer<PayerRecord> visitor) {
        List.copyOf(disk.payers.values()).forEach(visitor);
    }

    @Override
    public void forEachRelease(ChannelId channel, Consumer<KeyRelease> visitor) {
        disk.releases.stream().filter(r -> r.channel().equals(channel)).forEach(visitor);
    }

    @Override
    public void forEachSpend(Bytes32 content, Consumer<SpendRecord> visitor) {
        disk.spends.values().stream().filter(r -> r.content().equals(content)).forEach(visitor);
    }

    @Override
    public void forEachPurchase(Bytes32 content, Consumer<KeyPurchase> visitor) {
        for (TreeMap<Long, KeyPurchase> rows : disk.purchases.values())
            rows.values().stream().filter(r -> r.content().equals(content)).forEach(visitor);
    }

    @Override
    public Batch batch() {
        return new SimBatch();
    }

    @Override
    public void close() {}

    private void commit(List<Runnable> writes) {
        if (failed) throw new StoreException("the store has stopped");
        World world = node.world;
        node.site(Site.COMMIT_BEFORE);
        if (world.faults.chance(world.plan.failedWritePerMillion())) fail(world);
        if (world.faults.crashes(node.number, Site.COMMIT_DURING)) {
            world.note(Happening.COMMIT_LOST_IN_CRASH, node.number, writes.size(), 0);
            if (world.random.nextBoolean()) writes.forEach(Runnable::run);
            throw new Crash();
        }
        if (world.has(Bug.ANSWERS_BEFORE_COMMIT) && node instanceof SimSeller) commitLater(writes);
        else writes.forEach(Runnable::run);
        writes.clear();
        node.site(Site.COMMIT_AFTER);
    }

    private void commitLater(List<Runnable> writes) {
        List<Runnable> copy = List.copyOf(writes);
        node.after(LATER_NS, () -> copy.forEach(Runnable::run));
    }

    private void fail(World world) {
        world.note(Happening.WRITE_FAILED, node.number, 0, 0);
        world.checker.writeFailed(node.number);
        if (world.has(Bug.GOES_ON_AFTER_A_FAILED_WRITE)) return;
        failed = true;
        throw new StoreException("the write failed");
    }

    private final class SimBatch implements Batch {
        private final List<Runnable> writes = new ArrayList<>();

        @Override
        public void put(PayeeRecord record) {
            PayeeRecord written = node.world.has(Bug.FORGETS_DEBTS) ? withoutDebt(record) : record;
            if (record.keysServed().compareTo(record.accepted()) > 0)
                node.world.note(Happening.DEBT_WRITTEN, node.number, 0, 0);
            writes.add(() -> disk.payees.put(record.channel(), written));
        }

        private static PayeeRecord withoutDebt(PayeeRecord r) {
            return new PayeeRecord(
                    r.channel(), r.parameters(), r.split(), r.voucher(), r.accepted(), r.retired());
        }

        @Override
        public void put(PayerRecord record) {
            writes.add(
                    () -> {
                        disk.payers.put(record.channel(), record);
                        node.world.register(record.channel(), record.parameters());
                    });
        }

        @Override
        public void put(KeyRelease release) {
            writes.add(
                    () -> {
                        disk.releases.add(release);
                        node.world.note(
                                Happening.KEYS_DURABLE,
                                node.number,
                                release.first(),
                                release.count());
                    });
        }

        @Override
        public void voucher(SignedVoucher highest, Amount keysServed) {
            writes.add(() -> writeVoucher(highest, keysServed));
        }

        private void writeVoucher(SignedVoucher highest, Amount keysServed) {
            PayeeRecord r = disk.payees.get(highest.channel());
            if (r == null) return;
            SignedVoucher voucher = voucher(highest, r);
            disk.payees.put(highest.channel(), r.withVoucher(voucher, keysServed));
            int channel = node.world.number(highest.channel());
            long amount = voucher.cumulative().toLongSaturated();
            node.world.note(Happening.VOUCHER_DURABLE, node.number, channel, amount);
            node.world.chain.look(highest.channel(), channel);
            node.world.checker.durable(channel, amount);
            if (node instanceof SimSeller seller) seller.raised(highest);
        }

        @Override
        public void retire(PayeeRecord known) {
            writes.add(
                    () -> disk.payees.computeIfPresent(known.channel(), (_, r) -> r.asRetired()));
        }

        private SignedVoucher voucher(SignedVoucher highest, PayeeRecord known) {
            Amount before = known.accepted();
            Amount wrong = highest.cumulative();
            if (node.world.has(Bug.SUMS_VOUCHERS)) wrong = wrong.plus(before);
            if (node.world.has(Bug.WRITES_OLD_VOUCHERS)) wrong = before.minusOrZero(Amount.of(1));
            return new SignedVoucher(highest.channel(), wrong, highest.signature());
        }

        @Override
        public void put(SpendRecord record) {
            writes.add(() -> disk.spends.put(record.channel(), record));
        }

        @Override
        public void put(KeyPurchase purchase) {
            if (node.world.has(Bug.FORGETS_EXPOSURE)) return;
            writes.add(
                    () ->
                            disk.purchases
                                    .computeIfAbsent(purchase.channel(), _ -> new TreeMap<>())
                                    .put(purchase.first(), purchase));
        }

        @Override
        public void promise(ChannelId channel, PromiseMarks marks) {
            writes.add(() -> writePromise(channel, marks));
        }

        private void writePromise(ChannelId id, PromiseMarks marks) {
            PayerRecord r = disk.payers.get(id);
            if (r == null || node.world.has(Bug.FORGETS_PROMISES)) return;
            disk.payers.put(
                    id,
                    new PayerRecord(id, r.parameters(), r.split(), r.purpose(), withBug(marks)));
            int channel = node.world.number(id);
            long amount = marks.promised().toLongSaturated();
            node.world.note(Happening.PROMISE_DURABLE, node.number, channel, amount);
            node.world.checker.promised(channel, amount);
        }

        private PromiseMarks withBug(PromiseMarks marks) {
            return node.world.has(Bug.FORGETS_EXPOSURE)
                    ? new PromiseMarks(
                            marks.promised(),
                            marks.agreed(),
                            Amount.ZERO,
                            marks.content(),
                            marks.counted())
                    : marks;
        }

        @Override
        public boolean isEmpty() {
            return writes.isEmpty();
        }

        @Override
        public void commit() {
            SimStore.this.commit(writes);
        }

        @Override
        public void close() {}
    }
}
