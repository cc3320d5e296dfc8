package dev.sluice.engine.consumer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.engine.MemoryStore;
import dev.sluice.engine.Samples;
import dev.sluice.payments.channel.ChannelId;
import dev.sluice.payments.channel.Share;
import dev.sluice.payments.channel.SignedVoucher;
import dev.sluice.payments.channel.Split;
import dev.sluice.payments.channel.VoucherDigest;
import dev.sluice.payments.crypto.SecretKey;
import dev.sluice.payments.crypto.Signers;
import dev.sluice.payments.ledger.InMemoryChain;
import dev.sluice.payments.ledger.Ledger;
import dev.sluice.payments.ledger.LedgerException;
import dev.sluice.payments.money.Address;
import dev.sluice.payments.money.Amount;
import dev.sluice.payments.money.Bytes32;
import dev.sluice.payments.store.ChannelStore;
import dev.sluice.payments.store.PayerRecord;
import dev.sluice.payments.store.PayerRecord.Purpose;
import dev.sluice.payments.store.PromiseMarks;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Which channel pays: an own one that still can, topped up, or a new one (I5). */
final class ChannelBookTest {
    private static final long FUNDS = 10_000;
    private static final Bytes32 WORK = Samples.bytes32(0x77);
    private static final Amount NO_LIMIT = new Amount(-1, -1);
    private static final List<Share> SHARES =
            List.of(new Share(Samples.address(1), 6_000), new Share(Samples.address(2), 4_000));

    private final InMemoryChain chain = new InMemoryChain(Samples.DOMAIN, Samples.EXIT_DELAY);
    private final Ledger ledger = chain.ledger(Samples.PAYER);
    private final MemoryStore store = new MemoryStore();
    private final ChannelBook book = book(1);

    ChannelBookTest() {
        chain.fund(Samples.PAYER, Samples.TOKEN, Amount.of(FUNDS));
    }

    private ChannelBook book(int seed) {
        return book(ledger, seed);
    }

    private ChannelBook book(Ledger ledger, int seed) {
        return new ChannelBook(
                ledger, store, List.of(Samples.SIGNER), Bytes32.ZERO, new SplittableRandom(seed));
    }

    private static ChannelWant want(long need) {
        return want(Samples.PAYEE, List.of(), Purpose.BYTES, need);
    }

    private static ChannelWant want(Address payee, List<Share> split, Purpose purpose, long need) {
        return new ChannelWant(
                payee,
                Samples.TOKEN,
                split,
                purpose,
                Samples.EXIT_DELAY,
                Amount.of(need),
                Map.of());
    }

    private static List<ChannelBook.Ready> channels(ChannelBook book, List<ChannelWant> wants) {
        return book.open(WORK, NO_LIMIT, wants).ready();
    }

    /** Agrees to so much and signs it. */
    private static void pay(ChannelBook.Ready ready, long amount) {
        ready.channel().payVerified(amount);
        ready.purse().sign(ready.channel().nextCumulative());
    }

    private ChannelBook.Ready ready(long need) {
        return channels(book, List.of(want(need))).get(0);
    }

    private Amount reserve(ChannelBook.Ready ready) {
        return ledger.channel(ready.channel().id()).reserve();
    }

    private static ChannelId id(ChannelBook.Ready ready) {
        return ready.channel().id();
    }

    private Amount balance() {
        return ledger.balance(Samples.PAYER, Samples.TOKEN);
    }

    @Test
    void theFirstWantOpensAChannelThatCanPayIt() {
        ChannelBook.Ready ready = ready(500);
        assertEquals(Amount.of(500), reserve(ready));
        assertEquals(Amount.of(500), ready.channel().reserve());
        assertEquals(Amount.ZERO, ready.channel().nextCumulative());
        assertEquals(Amount.of(FUNDS - 500), balance());
        assertTrue(store.payer(id(ready)).isPresent(), "no reserve is ever forgotten");
    }

    @Test
    void whatWasJustReservedCountsAlsoWhenTheEndpointLagsBehindIt() {
        Ledger lagging = lagging();
        ChannelBook.Ready first = channels(book(lagging, 1), List.of(want(500))).getFirst();
        assertEquals(Amount.of(500), first.channel().reserve());
        chain.mine();
        chain.mine();
        pay(first, 200);
        first.purse().rest();
        ChannelBook.Ready second = channels(book(lagging, 2), List.of(want(400))).getFirst();
        assertEquals(id(first), id(second));
        assertEquals(Amount.of(600), second.channel().reserve());
    }

    /** An endpoint that is one block behind. */
    private Ledger lagging() {
        return (Ledger)
                Proxy.newProxyInstance(
                        Ledger.class.getClassLoader(),
                        new Class<?>[] {Ledger.class},
                        (_, method, arguments) ->
                                method.getName().equals("channel") && arguments.length == 1
                                        ? ledger.channel((ChannelId) arguments[0], 1)
                                        : method.invoke(ledger, arguments));
    }

    @Test
    void aChannelIsUsedAgainAndToppedUpByWhatIsMissing() {
        ChannelBook.Ready first = ready(500);
        pay(first, 200);
        first.purse().rest();
        ChannelBook.Ready second = ready(300);
        assertEquals(id(first), id(second));
        assertEquals(Amount.of(500), reserve(second), "what is left is exactly enough");
        assertEquals(Amount.of(200), second.channel().nextCumulative(), "I6");
        ChannelBook.Ready third = ready(301);
        assertEquals(id(first), id(third));
        assertEquals(Amount.of(501), reserve(third));
        assertEquals(Amount.of(501), third.channel().reserve());
    }

    @Test
    void aChannelThatTheViewLacksIsNotOpenedBesideItself_I3() {
        chain.mine();
        ChannelBook.Ready first = ready(500);
        pay(first, 200);
        LedgerException refused =
                assertThrows(
                        LedgerException.class,
                        () -> channels(book(lagging(), 2), List.of(want(300))));
        assertTrue(String.valueOf(refused.getMessage()).contains("" + id(first)), "" + refused);
        assertEquals(Amount.of(FUNDS - 500), balance());
        assertEquals(id(first), id(ready(300)), "as soon as the view has it");
        assertEquals(1, records());
    }

    @Test
    void aChannelThatAReorgTookIsOpenedAgainUnderItsName_I3() {
        chain.mine();
        ChannelBook.Ready first = ready(500);
        pay(first, 200);
        Amount promised = store.payer(id(first)).orElseThrow().promised();
        chain.reorg(1);
        ChannelBook.Ready again = ready(300);
        assertEquals(id(first), id(again));
        assertEquals(promised.plus(Amount.of(300)), reserve(again), "what was signed, and more");
        assertEquals(promised.plus(Amount.of(300)), again.channel().reserve());
        assertEquals(1, records());
    }

    private int records() {
        List<PayerRecord> all = new ArrayList<>();
        store.forEachPayer(all::add);
        return all.size();
    }

    @Test
    void afterACrashWhatMayHaveBeenSignedIsNotSpentAgain() {
        ChannelBook.Ready first = ready(500);
        pay(first, 10);
        Amount promised = store.payer(id(first)).orElseThrow().promised();
        ChannelBook.Ready again = ready(500);
        assertEquals(id(first), id(again));
        assertEquals(promised.plus(500), reserve(again));
    }

    @Test
    void aNewSignerSignsNewChannelsAndTheOldOneGoesOnWithItsOwn() {
        ChannelBook.Ready old = ready(500);
        SecretKey hot = SecretKey.random(new SplittableRandom(14));
        ChannelBook both =
                new ChannelBook(
                        ledger,
                        store,
                        List.of(hot, Samples.SIGNER),
                        Bytes32.ZERO,
                        new SplittableRandom(2));
        ChannelWant other = want(Samples.address(7), List.of(), Purpose.BYTES, 10);
        List<ChannelBook.Ready> ready = channels(both, List.of(want(500), other));
        assertEquals(id(old), id(ready.getFirst()));
        assertSignedBy(Samples.SIGNER.address(), ready.getFirst());
        assertSignedBy(hot.address(), ready.getLast());
    }

    private static void assertSignedBy(Address signer, ChannelBook.Ready ready) {
        assertEquals(signer, ready.purse().record().parameters().signer());
        pay(ready, 5);
        SignedVoucher voucher = ready.purse().sign(Amount.of(5));
        byte[] digest = VoucherDigest.of(Samples.DOMAIN, id(ready), voucher.cumulative());
        assertTrue(Signers.isSignedBy(digest, voucher.signature(), signer));
    }

    @Test
    void aChannelOfAnUnknownSignerIsNotUsed() {
        ChannelBook.Ready old = ready(500);
        ChannelBook other =
                new ChannelBook(
                        ledger,
                        store,
                        List.of(SecretKey.random(new SplittableRandom(15))),
                        Bytes32.ZERO,
                        new SplittableRandom(3));
        assertNotEquals(id(old), id(channels(other, List.of(want(10))).getFirst()));
    }

    @Test
    void aFreeDepositIsUsedFirst() {
        ledger.deposit(Samples.TOKEN, Amount.of(400)).join();
        ready(500);
        assertEquals(Amount.of(FUNDS - 500), balance());
        assertEquals(Amount.ZERO, ledger.freeDeposit(Samples.PAYER, Samples.TOKEN));
    }

    @Test
    void aChannelThatClosesOrIsClosedIsNotUsedAgain() {
        ChannelBook.Ready first = ready(500);
        ledger.startExit(first.channel().parameters()).join();
        book.forget(id(first));
        ChannelBook.Ready second = ready(500);
        assertNotEquals(id(first), id(second));
        chain.advance(Samples.EXIT_DELAY + 1);
        ledger.finishExit(first.channel().parameters()).join();
        book.forget(id(first));
        assertEquals(id(second), id(ready(500)));
        ledger.startExit(second.channel().parameters()).join();
        book.forget(id(second));
        assertFalse(List.of(id(first), id(second)).contains(id(ready(500))));
    }

    /** The payee may have released it for good, and the release may have been lost on its way. */
    @Test
    void aChannelThatItsPayeeWasAskedToReleaseIsNotUsedAgain() {
        ChannelId before = id(ready(100));
        try (ChannelStore.Batch batch = store.batch()) {
            batch.put(store.payer(before).orElseThrow().givenBack());
            batch.commit();
        }
        assertNotEquals(before, id(ready(100)));
        assertTrue(store.payer(before).isPresent(), "its money still has to come home");
    }

    @Test
    void manyWantsTakeOneTransactionAndAChannelEach() {
        List<ChannelBook.Ready> all =
                channels(
                        book,
                        List.of(
                                want(Samples.PAYEE, SHARES, Purpose.KEYS, 100),
                                want(Samples.PAYEE, List.of(), Purpose.KEYS, 200),
                                want(300),
                                want(400),
                                want(Samples.address(7), List.of(), Purpose.BYTES, 500)));
        assertEquals(5, all.stream().map(ChannelBookTest::id).distinct().count());
        for (int i = 0; i < 5; i++)
            assertEquals(Amount.of(100L * (i + 1)), reserve(all.get(i)), "in the order of wants");
        assertEquals(new Split(SHARES).hash(), all.get(0).channel().parameters().splitHash());
        assertEquals(Amount.of(FUNDS - 1_500), balance());
    }

    @Test
    void amongSeveralTheOneThatNeedsTheLeastIsTaken() {
        List<ChannelBook.Ready> two = channels(book, List.of(want(100), want(900)));
        assertEquals(id(two.get(1)), id(ready(800)));
        assertEquals(Amount.of(FUNDS - 1_000), balance());
    }

    @Test
    void whatDoesNotFitTheWantIsNotUsed() {
        ChannelBook.Ready first = ready(500);
        ChannelWant longer =
                new ChannelWant(
                        Samples.PAYEE,
                        Samples.TOKEN,
                        List.of(),
                        Purpose.BYTES,
                        Samples.EXIT_DELAY + 1,
                        Amount.of(100),
                        Map.of());
        for (ChannelWant other :
                List.of(
                        longer,
                        want(Samples.PAYEE, List.of(), Purpose.KEYS, 100),
                        want(Samples.address(8), List.of(), Purpose.BYTES, 100),
                        want(Samples.PAYEE, SHARES, Purpose.BYTES, 100)))
            assertNotEquals(id(first), id(channels(book, List.of(other)).get(0)));
        ChannelBook stranger =
                new ChannelBook(
                        ledger,
                        store,
                        List.of(Samples.key(9)),
                        Bytes32.ZERO,
                        new SplittableRandom(3));
        assertNotEquals(id(first), id(channels(stranger, List.of(want(100))).get(0)));
    }

    @Test
    void aRecordFromAnotherChainIsNotUsed() {
        PayerRecord foreign =
                new PayerRecord(
                        new ChannelId(Samples.bytes32(77)),
                        Samples.channel(1),
                        List.of(),
                        Purpose.BYTES,
                        PromiseMarks.NONE);
        try (ChannelStore.Batch batch = store.batch()) {
            batch.put(foreign);
            batch.commit();
        }
        assertNotEquals(foreign.channel(), id(ready(100)), "T1");
    }

    @Test
    void withoutTheMoneyNothingIsOpenedAndTheReasonIsTold() {
        assertThrows(LedgerException.class, () -> ready(FUNDS + 1));
        assertEquals(Amount.of(FUNDS), balance());
        ChannelBook.Ready less = ready(FUNDS);
        assertEquals(Amount.of(FUNDS), reserve(less), "the one that was not opened is passed over");
    }
}
