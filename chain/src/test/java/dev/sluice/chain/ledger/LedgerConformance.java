package dev.sluice.chain.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.payments.channel.ChannelParameters;
import dev.sluice.payments.channel.Share;
import dev.sluice.payments.channel.Split;
import dev.sluice.payments.crypto.SecretKey;
import dev.sluice.payments.ledger.ChannelOnChain;
import dev.sluice.payments.ledger.ChannelRequest;
import dev.sluice.payments.ledger.Ledger;
import dev.sluice.payments.ledger.LedgerEvent;
import dev.sluice.payments.ledger.LedgerException;
import dev.sluice.payments.ledger.LedgerHealth;
import dev.sluice.payments.ledger.Receipt;
import dev.sluice.payments.money.Address;
import dev.sluice.payments.money.Amount;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * What every ledger does alike. One world serves a whole class; every test has its own accounts.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class LedgerConformance {
    private static final Address COIN = Address.ZERO;
    private static final Amount WEALTH = Amount.of(1_000_000);

    private TestWorld world;
    private long seed = 1;
    private Party party;
    private Ledger payer;
    private Ledger payee;
    private long delay;

    abstract TestWorld start();

    @BeforeAll
    void startWorld() {
        world = start();
    }

    @AfterAll
    void closeWorld() {
        world.close();
    }

    @BeforeEach
    void newAccounts() {
        try (Ledger any = world.ledger(SecretKey.random(new Random(seed)))) {
            party = new Party(++seed, any.domain());
        }
        for (Address account : List.of(party.payer.address(), party.payee.address())) {
            world.fund(account, world.token(), WEALTH);
            world.fund(account, COIN, WEALTH);
        }
        payer = world.ledger(party.payer);
        payee = world.ledger(party.payee);
        delay = payer.minExitDelaySeconds();
        world.pass(Duration.ofSeconds(1));
    }

    @AfterEach
    void closeLedgers() {
        payer.close();
        payee.close();
    }

    @Test
    void aDepositIsFreeUntilItIsWithdrawn() throws Exception {
        for (Address token : List.of(COIN, world.token())) {
            done(payer.deposit(token, Amount.of(100)));
            assertEquals(Amount.of(100), free(token));
            done(payer.withdrawDeposit(token, Amount.of(30)));
            assertEquals(Amount.of(70), free(token));
        }
        assertEquals(
                WEALTH.minus(Amount.of(70)), payer.balance(party.payer.address(), world.token()));
    }

    @Test
    void openingEarmarksTheDeposit() throws Exception {
        ChannelParameters a = party.channel(COIN, delay);
        ChannelParameters b = party.channel(COIN, delay);
        done(payer.open(COIN, Amount.of(100), List.of(request(a, 40), request(b, 35))));
        assertEquals(Amount.of(25), free(COIN));
        assertEquals(open(40, 0), state(a));
        assertEquals(open(35, 0), state(b));
    }

    @Test
    void reservesNeverExceedTheDeposit() throws Exception {
        ChannelParameters a = party.channel(COIN, delay);
        ChannelParameters b = party.channel(COIN, delay);
        refused(
                "AboveFreeBalance",
                payer.open(COIN, Amount.of(100), List.of(request(a, 60), request(b, 41))));
        assertEquals(Amount.ZERO, free(COIN));
        assertEquals(open(0, 0), state(a));
    }

    @Test
    void aChannelOpensOnceAndWithEnoughExitDelay() throws Exception {
        ChannelParameters channel = opened(COIN, 50);
        refused("ChannelExists", payer.open(COIN, Amount.of(5), List.of(request(channel, 5))));
        ChannelParameters hasty = party.channel(COIN, delay - 1);
        refused("ExitDelayOutOfRange", payer.open(COIN, Amount.of(5), List.of(request(hasty, 5))));
    }

    @Test
    void onlyThePayerOpensItsChannel() throws Exception {
        ChannelParameters channel = party.channel(COIN, delay);
        refused("NotPayer", payee.open(COIN, Amount.of(5), List.of(request(channel, 5))));
    }

    @Test
    void toppingUpRaisesTheReserve() throws Exception {
        for (Address token : List.of(COIN, world.token())) {
            ChannelParameters channel = opened(token, 50);
            done(payer.topUp(token, Amount.of(20), List.of(request(channel, 20))));
            assertEquals(open(70, 0), state(channel));
        }
    }

    @Test
    void aClaimPaysTheStepSinceTheLast() throws Exception {
        for (Address token : List.of(COIN, world.token())) {
            ChannelParameters channel = opened(token, 50);
            done(payee.claim(List.of(party.claim(channel, 20))));
            done(payee.claim(List.of(party.claim(channel, 50))));
            assertEquals(open(50, 50), state(channel));
            assertEquals(Amount.of(50), payee.credit(party.payee.address(), token));
        }
    }

    @Test
    void aBadRowIsSkippedAndTheOthersSettle() throws Exception {
        ChannelParameters good = opened(COIN, 50);
        ChannelParameters alsoGood = opened(COIN, 50);
        ChannelParameters unknown = party.channel(COIN, delay);
        done(
                payee.claim(
                        List.of(
                                party.claim(good, 10),
                                party.claim(unknown, 10),
                                party.claim(alsoGood, 51),
                                party.claim(alsoGood, 49))));
        assertEquals(open(50, 10), state(good));
        assertEquals(open(50, 49), state(alsoGood));
        assertEquals(Amount.of(59), payee.credit(party.payee.address(), COIN));
    }

    @Test
    void aBadClaimAloneChangesNothing() throws Exception {
        ChannelParameters channel = opened(COIN, 50);
        done(payee.claim(List.of(party.claim(channel, 20))));
        for (long bad : List.of(19L, 20L, 51L)) {
            done(payee.claim(List.of(party.claim(channel, bad))));
            assertEquals(open(50, 20), state(channel));
        }
    }

    @Test
    void aStrangerCannotSignVouchers() throws Exception {
        ChannelParameters channel = opened(COIN, 50);
        Party stranger = new Party(seed + 1_000, payer.domain());
        done(payee.claim(List.of(stranger.claim(channel, 5))));
        done(payee.claim(List.of(stranger.claim(channel, 5), stranger.claim(channel, 6))));
        assertEquals(open(50, 0), state(channel));
    }

    @Test
    void aSplitLosesNoDust() throws Exception {
        Split split =
                new Split(
                        List.of(
                                new Share(party.address(), 3_333),
                                new Share(party.address(), 3_333),
                                new Share(party.address(), 3_334)));
        ChannelParameters channel = party.channel(COIN, delay, split.hash());
        done(payer.open(COIN, Amount.of(1_000), List.of(request(channel, 1_000))));
        for (long cumulative : List.of(1L, 2L, 10L, 101L, 997L))
            done(payee.claim(List.of(party.claim(channel, split, cumulative))));
        List<Amount> expected = split.of(Amount.of(997));
        for (int i = 0; i < expected.size(); i++)
            assertEquals(expected.get(i), payee.credit(split.shares().get(i).recipient(), COIN));
    }

    @Test
    void anExitEndsAfterItsDelayAndClaimsGoOnUntilThen() throws Exception {
        ChannelParameters channel = opened(COIN, 50);
        refused("NotPayer", payee.startExit(channel));
        done(payer.startExit(channel));
        long exitAt = state(channel).exitAt();
        assertTrue(exitAt >= world.timeSeconds() + delay, "exit at " + exitAt);
        refused("ExitNotOver", payer.finishExit(channel));
        done(payee.claim(List.of(party.claim(channel, 30))));
        world.pass(Duration.ofSeconds(delay + 1));
        done(payer.finishExit(channel));
        assertEquals(closed(30), state(channel));
        assertEquals(Amount.of(20), free(COIN));
    }

    @Test
    void anExitCanBeTakenBack() throws Exception {
        ChannelParameters channel = opened(COIN, 50);
        refused("NoExit", payer.cancelExit(channel));
        done(payer.startExit(channel));
        refused("ExitUnderWay", payer.topUp(COIN, Amount.of(5), List.of(request(channel, 5))));
        done(payer.cancelExit(channel));
        assertEquals(open(50, 0), state(channel));
    }

    @Test
    void thePayeesReleaseClosesAtOnce() throws Exception {
        ChannelParameters channel = opened(COIN, 50);
        done(payee.claim(List.of(party.claim(channel, 30))));
        refused("WrongSigner", payer.release(channel, Amount.of(30), party.release(channel, 29)));
        refused(
                "ReleaseAheadOfClaims",
                payer.release(channel, Amount.of(31), party.release(channel, 31)));
        done(payer.release(channel, Amount.of(30), party.release(channel, 30)));
        assertEquals(closed(30), state(channel));
        refused("ChannelExists", payer.open(COIN, Amount.of(5), List.of(request(channel, 5))));
    }

    @Test
    void aDelegateReleasesForItsPayeeUntilItIsReplaced() throws Exception {
        ChannelParameters a = opened(COIN, 50);
        ChannelParameters b = opened(COIN, 50);
        assertEquals(Address.ZERO, payer.delegate(party.payee.address()));
        refused("WrongSigner", payer.release(a, Amount.ZERO, party.delegateRelease(a, 0)));
        done(payee.setDelegate(party.delegate.address()));
        assertEquals(party.delegate.address(), payer.delegate(party.payee.address()));
        done(payee.claim(List.of(party.claim(a, 30))));
        done(payer.release(a, Amount.of(30), party.delegateRelease(a, 30)));
        assertEquals(closed(30), state(a));
        assertEquals(Amount.of(20), free(COIN));
        assertEquals(Amount.ZERO, payee.credit(party.delegate.address(), COIN));
        done(payee.setDelegate(Address.ZERO));
        refused("WrongSigner", payer.release(b, Amount.ZERO, party.delegateRelease(b, 0)));
        done(payer.release(b, Amount.ZERO, party.release(b, 0)));
    }

    /** T5: who is somebody's delegate releases nobody else's channels. */
    @Test
    void aDelegateOfAnotherReleasesNothing() throws Exception {
        ChannelParameters channel = opened(COIN, 50);
        done(payer.setDelegate(party.delegate.address()));
        refused(
                "WrongSigner",
                payer.release(channel, Amount.ZERO, party.delegateRelease(channel, 0)));
        assertEquals(open(50, 0), state(channel));
    }

    @Test
    void creditsArePaidOutOnce() throws Exception {
        Address token = world.token();
        ChannelParameters channel = opened(token, 50);
        done(payee.claim(List.of(party.claim(channel, 30))));
        done(payee.withdraw(token));
        assertEquals(WEALTH.plus(Amount.of(30)), payee.balance(party.payee.address(), token));
        refused("ZeroAmount", payee.withdraw(token));
    }

    @Test
    void eventsComeInOrderAndEndWithTheirBlock() throws Exception {
        LinkedBlockingQueue<LedgerEvent> seen = new LinkedBlockingQueue<>();
        AutoCloseable feed = payer.subscribe(payer.blockNumber(), seen::add);
        ChannelParameters channel = lifeOfAChannel();
        LedgerEvent.Opened opened = await(seen, LedgerEvent.Opened.class);
        assertEquals(channel, opened.parameters());
        assertEquals(channel.id(payer.domain()), opened.channel());
        assertEquals(Amount.of(50), opened.reserve());
        assertEquals(Amount.of(55), await(seen, LedgerEvent.ToppedUp.class).reserve());
        assertEquals(Amount.of(30), await(seen, LedgerEvent.Claimed.class).delta());
        await(seen, LedgerEvent.ExitStarted.class);
        await(seen, LedgerEvent.ExitCancelled.class);
        assertEquals(Amount.of(25), await(seen, LedgerEvent.Closed.class).refunded());
        LedgerEvent.Anchored anchored = await(seen, LedgerEvent.Anchored.class);
        assertEquals(party.payer.address(), anchored.creator());
        assertEquals(7, anchored.sequence());
        await(seen, LedgerEvent.NewBlock.class);
        feed.close();
    }

    private ChannelParameters lifeOfAChannel() throws Exception {
        ChannelParameters channel = opened(COIN, 50);
        done(payer.topUp(COIN, Amount.of(5), List.of(request(channel, 5))));
        done(payee.claim(List.of(party.claim(channel, 30))));
        done(payer.startExit(channel));
        done(payer.cancelExit(channel));
        done(payer.release(channel, Amount.of(30), party.release(channel, 30)));
        done(payer.anchor(party.bytes32(), party.bytes32(), 7));
        world.pass(Duration.ofSeconds(1));
        return channel;
    }

    @Test
    void aChannelCanBeReadBelowTheHead() throws Exception {
        ChannelParameters channel = party.channel(COIN, delay);
        long opened =
                done(payer.open(COIN, Amount.of(9), List.of(request(channel, 9)))).blockNumber();
        world.mine(2);
        long raised =
                done(payer.topUp(COIN, Amount.of(5), List.of(request(channel, 5)))).blockNumber();
        world.mine(3);
        assertEquals(open(14, 0), stateAfter(raised, channel));
        assertEquals(open(9, 0), stateAfter(raised - 1, channel));
        assertEquals(open(9, 0), stateAfter(opened, channel));
        assertEquals(open(0, 0), stateAfter(opened - 1, channel));
        assertEquals(open(14, 0), payer.channel(channel.id(payer.domain()), 0));
        for (int wrong : List.of(-1, Ledger.MAX_DEPTH + 1))
            assertThrows(
                    IllegalArgumentException.class,
                    () -> payer.channel(channel.id(payer.domain()), wrong));
    }

    private ChannelOnChain stateAfter(long block, ChannelParameters channel) {
        int depth = Math.toIntExact(payer.blockNumber() - block);
        return payer.channel(channel.id(payer.domain()), depth);
    }

    /** The payer's own ledger is closed, so that nothing is sent again (T9, F8). */
    @Test
    void aReorgTakesBackWhatItsBlocksDid() throws Exception {
        world.mine(1);
        LinkedBlockingQueue<LedgerEvent> seen = new LinkedBlockingQueue<>();
        AutoCloseable feed = payee.subscribe(payee.blockNumber(), seen::add);
        ChannelParameters channel = party.channel(COIN, delay);
        long block =
                done(payer.open(COIN, Amount.of(9), List.of(request(channel, 9)))).blockNumber();
        payer.close();
        world.mine(3);
        awaitBlock(seen, block + 1);
        assertEquals(open(9, 0), payee.channel(channel.id(payee.domain())));
        world.reorg(Math.toIntExact(payee.blockNumber() - block + 1));
        assertEquals(open(0, 0), payee.channel(channel.id(payee.domain())));
        assertEquals(block - 1, await(seen, LedgerEvent.Reorg.class).block().number());
        done(payee.anchor(party.bytes32(), party.bytes32(), 3));
        world.mine(1);
        LedgerEvent.Anchored anchored = await(seen, LedgerEvent.Anchored.class);
        assertEquals(party.payee.address(), anchored.creator());
        feed.close();
    }

    private static void awaitBlock(LinkedBlockingQueue<LedgerEvent> seen, long number)
            throws InterruptedException {
        while (await(seen, LedgerEvent.NewBlock.class).block().number() < number) {}
    }

    @Test
    void aBlockIsFinalAtItsDepth() {
        world.mine(70);
        assertEquals(payer.blockNumber() - 64, payer.finalBlock());
    }

    @Test
    void aLedgerThatAnswersIsHealthy() throws Exception {
        world.mine(1);
        LedgerHealth expected = new LedgerHealth(1, 1, payer.blockNumber(), 0);
        for (int i = 0; i < 1_000 && !payer.health().equals(expected); i++) Thread.sleep(10);
        assertEquals(expected, payer.health());
    }

    @Test
    void theBooksBalance() throws Exception {
        ChannelParameters a = opened(COIN, 50);
        ChannelParameters b = opened(COIN, 60);
        done(payee.claim(List.of(party.claim(a, 30), party.claim(b, 10))));
        done(payer.release(a, Amount.of(30), party.release(a, 30)));
        Amount locked = state(b).reserve().minus(state(b).claimed());
        Amount settled = payee.credit(party.payee.address(), COIN);
        assertEquals(Amount.of(110), free(COIN).plus(locked).plus(settled));
    }

    private ChannelParameters opened(Address token, long reserve) throws Exception {
        ChannelParameters channel = party.channel(token, delay);
        done(payer.open(token, Amount.of(reserve), List.of(request(channel, reserve))));
        return channel;
    }

    private static ChannelRequest request(ChannelParameters channel, long amount) {
        return new ChannelRequest(channel, Amount.of(amount));
    }

    private ChannelOnChain state(ChannelParameters channel) {
        return payer.channel(channel.id(payer.domain()));
    }

    private Amount free(Address token) {
        return payer.freeDeposit(party.payer.address(), token);
    }

    private static ChannelOnChain open(long reserve, long claimed) {
        return new ChannelOnChain(Amount.of(reserve), Amount.of(claimed), ChannelOnChain.OPEN);
    }

    private static ChannelOnChain closed(long claimed) {
        return new ChannelOnChain(Amount.of(claimed), Amount.of(claimed), ChannelOnChain.CLOSED);
    }

    private static Receipt done(CompletableFuture<Receipt> future) throws Exception {
        return future.get(10, TimeUnit.SECONDS);
    }

    private static void refused(String error, CompletableFuture<Receipt> future) {
        ExecutionException failure =
                assertThrows(ExecutionException.class, () -> future.get(10, TimeUnit.SECONDS));
        assertInstanceOf(LedgerException.class, failure.getCause());
        String message = String.valueOf(failure.getMessage());
        assertTrue(message.contains(error), message);
    }

    /** The next event of a kind; what comes in between is passed over. */
    private static <T extends LedgerEvent> T await(
            LinkedBlockingQueue<LedgerEvent> seen, Class<T> kind) throws InterruptedException {
        while (true) {
            LedgerEvent event = seen.poll(10, TimeUnit.SECONDS);
            assertTrue(event != null, "no " + kind.getSimpleName() + " came");
            if (kind.isInstance(event)) return kind.cast(event);
        }
    }
}
