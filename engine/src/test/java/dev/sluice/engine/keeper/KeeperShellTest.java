package dev.sluice.engine.keeper;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.engine.MemoryStore;
import dev.sluice.engine.Samples;
import dev.sluice.payments.channel.ChannelId;
import dev.sluice.payments.channel.ChannelParameters;
import dev.sluice.payments.channel.SignedVoucher;
import dev.sluice.payments.ledger.ChannelRequest;
import dev.sluice.payments.ledger.Claim;
import dev.sluice.payments.ledger.InMemoryChain;
import dev.sluice.payments.ledger.Ledger;
import dev.sluice.payments.ledger.LedgerException;
import dev.sluice.payments.money.Address;
import dev.sluice.payments.money.Amount;
import dev.sluice.payments.store.PayeeRecord;
import dev.sluice.payments.store.StoreException;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The keeper on its thread: with a store, a chain, and who waits for it. */
@Timeout(20)
final class KeeperShellTest {
    private static final Address GAS = Samples.address(0x77);

    private final InMemoryChain chain = new InMemoryChain(Samples.DOMAIN, 1, 2);
    private final MemoryStore store = new MemoryStore();
    private final CompletableFuture<Throwable> failure = new CompletableFuture<>();

    @Test
    void whatTheStoreHoldsIsClaimedWhenAskedFor() {
        earn(1, 300);
        earn(2, 400);
        try (Keeper keeper = keeper(new StoredVouchers(store))) {
            assertEquals(new KeeperNote.Swept(2, 0, ""), keeper.claimAll().join());
        }
        assertEquals(Amount.of(700), chain.ledger(GAS).credit(Samples.PAYEE, Address.ZERO));
    }

    @Test
    void aVoucherThatBecomesDurableWhileItRunsIsClaimedToo() {
        try (Keeper keeper = keeper(new StoredVouchers(store))) {
            assertEquals(new KeeperNote.Swept(0, 0, ""), keeper.claimAll().join());
            ChannelParameters channel = open(1);
            try (var batch = new WatchedStore(store, keeper::raised).batch()) {
                batch.put(record(channel, 100));
                batch.commit();
                batch.voucher(voucher(channel, 250), Amount.ZERO);
                batch.commit();
            }
            assertEquals(1, keeper.claimAll().join().claimed());
        }
        assertEquals(Amount.of(250), chain.ledger(GAS).credit(Samples.PAYEE, Address.ZERO));
    }

    @Test
    void whatWasClaimedSinceItWasReadIsNotSentAgain() throws Exception {
        List<Claim> rows = List.of(claim(earn(1, 300)), claim(earn(2, 400)));
        Ledger ledger = chain.ledger(GAS);
        ledger.claim(rows.subList(0, 1)).join();
        List<Object> sent = new ArrayList<>();
        BlockingQueue<KeeperEvent> inbox = new LinkedBlockingQueue<>();
        try (KeeperDesk desk = new KeeperDesk(watched(ledger, sent), inbox::add, _ -> {})) {
            desk.claim(7, rows.subList(0, 1));
            assertEquals(new KeeperEvent.BatchIncluded(7), inbox.take());
            desk.claim(8, rows);
            assertEquals(new KeeperEvent.BatchIncluded(8), inbox.take());
        }
        assertEquals(List.of(rows.subList(1, 2)), sent);
        assertEquals(Amount.of(700), ledger.credit(Samples.PAYEE, Address.ZERO));
    }

    private static Ledger watched(Ledger ledger, List<Object> claims) {
        return (Ledger)
                Proxy.newProxyInstance(
                        Ledger.class.getClassLoader(),
                        new Class<?>[] {Ledger.class},
                        (_, method, arguments) -> {
                            if (method.getName().equals("claim")) claims.add(arguments[0]);
                            return method.invoke(ledger, arguments);
                        });
    }

    private static Claim claim(PayeeRecord record) {
        return StoredVouchers.claim(record).orElseThrow();
    }

    @Test
    void aReleaseWaitsForItsClaim() {
        PayeeRecord record = earn(1, 300);
        try (Keeper keeper = keeper(new StoredVouchers(store))) {
            Claim claim = claim(record);
            assertEquals(Amount.of(300), keeper.settle(claim).join());
            assertEquals(Amount.of(300), keeper.settle(claim).join(), "a second time, too");
        }
    }

    @Test
    void aReleaseThatTheLedgerDoesNotTakeFails() {
        ChannelParameters unknown = Rig.channel(9);
        Claim claim = new Claim(unknown, List.of(), voucher(unknown, 5));
        try (Keeper keeper = keeper(new StoredVouchers(store))) {
            CompletionException refused =
                    assertThrows(CompletionException.class, () -> keeper.settle(claim).join());
            assertInstanceOf(LedgerException.class, refused.getCause());
        }
    }

    @Test
    void aStoreThatFailsStopsItOnceAndWhoeverWaits() throws Exception {
        StoreException broken = new StoreException("no disk");
        Keeper keeper =
                keeper(
                        new VoucherSource() {
                            @Override
                            public void forEach(Consumer<Claim> visitor) {
                                throw broken;
                            }

                            @Override
                            public Optional<Claim> find(ChannelId channel) {
                                throw broken;
                            }
                        });
        assertSame(broken, failure.get(10, TimeUnit.SECONDS), "I10");
        assertThrows(CompletionException.class, () -> keeper.claimAll().join());
        keeper.close();
    }

    @Test
    void onceClosedItClaimsNothingAndSaysSo() {
        PayeeRecord record = earn(1, 300);
        Keeper keeper = keeper(new StoredVouchers(store));
        keeper.close();
        Claim claim = StoredVouchers.claim(record).orElseThrow();
        assertThrows(CompletionException.class, () -> keeper.settle(claim).join());
        assertThrows(CompletionException.class, () -> keeper.claimAll().join());
        assertEquals(Amount.ZERO, chain.ledger(GAS).credit(Samples.PAYEE, Address.ZERO));
    }

    @Test
    void aVoucherIsToldOnlyAfterTheCommitThatMadeItDurable() {
        List<SignedVoucher> told = new ArrayList<>();
        ChannelParameters channel = Rig.channel(1);
        try (var batch = new WatchedStore(store, told::add).batch()) {
            batch.put(record(channel, 7));
            assertTrue(told.isEmpty(), "not durable yet");
            store.onCommit(
                    () -> {
                        throw new StoreException("no disk");
                    });
            assertThrows(StoreException.class, batch::commit);
            assertTrue(told.isEmpty(), "a failed commit makes nothing durable");
            store.onCommit(() -> {});
            batch.commit();
            assertEquals(1, told.size());
        }
    }

    private Keeper keeper(VoucherSource vouchers) {
        return Keeper.start(
                KeeperSettings.DEFAULT,
                new Keeper.Parts(chain.ledger(GAS), vouchers, _ -> {}, failure::complete));
    }

    private PayeeRecord earn(int salt, long cumulative) {
        PayeeRecord record = record(open(salt), cumulative);
        try (var batch = store.batch()) {
            batch.put(record);
            batch.commit();
        }
        return record;
    }

    private ChannelParameters open(int salt) {
        ChannelParameters channel = Rig.channel(salt);
        Amount reserve = Amount.of(1_000);
        chain.fund(Samples.PAYER, Address.ZERO, reserve);
        chain.ledger(Samples.PAYER)
                .open(Address.ZERO, reserve, List.of(new ChannelRequest(channel, reserve)))
                .join();
        chain.mine();
        return channel;
    }

    private static PayeeRecord record(ChannelParameters channel, long cumulative) {
        SignedVoucher voucher = voucher(channel, cumulative);
        return new PayeeRecord(
                voucher.channel(), channel, List.of(), Optional.of(voucher), Amount.ZERO);
    }

    private static SignedVoucher voucher(ChannelParameters channel, long cumulative) {
        return Samples.voucher(channel, cumulative);
    }
}
