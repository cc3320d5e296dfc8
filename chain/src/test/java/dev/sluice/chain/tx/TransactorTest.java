package dev.sluice.chain.tx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.chain.contract.ContractCall;
import dev.sluice.chain.local.LocalChain;
import dev.sluice.chain.rpc.Node;
import dev.sluice.chain.rpc.Rpc;
import dev.sluice.payments.crypto.SecretKey;
import dev.sluice.payments.money.Address;
import dev.sluice.payments.money.Amount;
import java.math.BigInteger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Nonces that somebody else used, or nobody, on Anvil. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class TransactorTest {
    private static final BigInteger GAS = BigInteger.valueOf(21_000);

    private LocalChain chain;
    private Rpc rpc;
    private Node node;
    private long seed = 77;

    @BeforeAll
    void start() {
        chain = LocalChain.start();
        rpc = new Rpc(chain.info().rpcUrl(), Duration.ofSeconds(10));
        node = new Node(rpc);
    }

    @AfterAll
    void stop() {
        rpc.close();
        chain.close();
    }

    /** A journal that a test looks into; {@code left} is what an earlier process left. */
    private static final class MemoryJournal implements TxJournal {
        final List<SignedCall> left = new ArrayList<>();
        final List<Long> finished = new ArrayList<>();

        @Override
        public List<SignedCall> unfinished() {
            return List.copyOf(left);
        }

        @Override
        public synchronized void signed(SignedCall call) {
            left.add(call);
        }

        @Override
        public synchronized void finished(long nonce) {
            finished.add(nonce);
        }

        @Override
        public void close() {}
    }

    private Account account() {
        SecretKey key = SecretKey.random(new Random(seed++));
        chain.fund(key.address(), Amount.parse("1000000000000000000"));
        return new Account(key, chain.info().chainId());
    }

    private static SignedCall left(Account account, long nonce, Address to) {
        Fee fee = Fee.of(BigInteger.valueOf(2_000_000_000L), BigInteger.valueOf(1_000_000_000L));
        ContractCall call = coin(to, 5);
        return new SignedCall(call, nonce, GAS, account.sign(call, nonce, GAS, fee));
    }

    private static ContractCall coin(Address to, long wei) {
        return ContractCall.to(to, "transfer", new byte[0]).withValue(BigInteger.valueOf(wei));
    }

    private static TxSettings quick(Duration giveUp) {
        return TxSettings.DEFAULT
                .withPoll(LocalChain.POLL)
                .withEscalation(Duration.ofMillis(50), giveUp);
    }

    @Test
    void aGapBelowOurNoncesIsFilled() throws Exception {
        Account account = account();
        Address to = SecretKey.random(new Random(seed++)).address();
        MemoryJournal journal = new MemoryJournal();
        journal.left.add(left(account, 2, to));
        TxSettings settings = quick(Duration.ofSeconds(60));
        try (Transactor transactor = new Transactor(node, account, settings, 64, journal)) {
            transactor.send(coin(to, 100)).get(20, TimeUnit.SECONDS);
            assertEquals(BigInteger.valueOf(105), node.coinBalance(to));
            assertEquals(4, node.minedNonce(account.address()));
        }
        assertEquals(
                List.of(0L, 1L, 2L, 3L),
                journal.left.stream().map(SignedCall::nonce).distinct().sorted().toList(),
                "fillers are in the journal too");
    }

    @Test
    void waitingBehindAnotherProcessIsSaid() throws Exception {
        Account account = account();
        Address to = SecretKey.random(new Random(seed++)).address();
        chain.control().setAutomine(false);
        node.sendRaw(left(account, 0, to).signed().bytes());
        MemoryJournal journal = new MemoryJournal();
        journal.left.add(left(account, 2, to));
        TxSettings settings = quick(Duration.ofSeconds(2));
        try (Transactor transactor = new Transactor(node, account, settings, 64, journal)) {
            ExecutionException failure =
                    assertThrows(
                            ExecutionException.class,
                            () -> transactor.send(coin(to, 100)).get(20, TimeUnit.SECONDS));
            String message = String.valueOf(failure.getMessage());
            assertTrue(
                    message.contains("it waits behind nonce 0 of " + account.address()), message);
        } finally {
            chain.control().setAutomine(true);
            chain.mine(1);
        }
    }

    @Test
    void aNonceIsForgottenWhenItIsFinalAndNotBefore() throws Exception {
        Account account = account();
        MemoryJournal journal = new MemoryJournal();
        TxSettings settings = quick(Duration.ofSeconds(60));
        try (Transactor transactor = new Transactor(node, account, settings, 3, journal)) {
            long block =
                    transactor
                            .send(coin(account.address(), 1))
                            .get(10, TimeUnit.SECONDS)
                            .receipt()
                            .blockNumber();
            chain.mine(2);
            transactor.send(coin(account.address(), 1)).get(10, TimeUnit.SECONDS);
            assertEquals(block + 3, node.blockNumber());
            long endNs = System.nanoTime() + TimeUnit.SECONDS.toNanos(15);
            while (journal.finished.isEmpty() && System.nanoTime() - endNs < 0) Thread.sleep(20);
            assertEquals(List.of(0L), journal.finished);
        }
    }

    /** Refused by the node, so not under way: the next transaction has its nonce. */
    @Test
    void aRefusedNonceIsFreeAgain() throws Exception {
        Account account = account();
        MemoryJournal journal = new MemoryJournal();
        TxSettings settings = quick(Duration.ofSeconds(60));
        try (Transactor transactor = new Transactor(node, account, settings, 64, journal)) {
            ContractCall tooMuch = coin(account.address(), Long.MAX_VALUE);
            assertThrows(
                    ExecutionException.class,
                    () -> transactor.send(tooMuch).get(10, TimeUnit.SECONDS));
            transactor.send(coin(account.address(), 1)).get(10, TimeUnit.SECONDS);
        }
        assertEquals(1, node.minedNonce(account.address()));
    }
}
