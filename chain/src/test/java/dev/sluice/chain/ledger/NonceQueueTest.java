package dev.sluice.chain.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.chain.ledger.FaultProxy.Fault;
import dev.sluice.chain.local.LocalChain;
import dev.sluice.chain.rpc.Node;
import dev.sluice.chain.rpc.Rpc;
import dev.sluice.chain.tx.TxSettings;
import dev.sluice.payments.ledger.Receipt;
import dev.sluice.payments.money.Address;
import dev.sluice.payments.money.Amount;
import java.math.BigInteger;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Transactions through crashes, reorgs, fee spikes and lost answers, on Anvil (T10, T22, I6). */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class NonceQueueTest {
    private static final Address COIN = Address.ZERO;
    private static final Amount ETHER = Amount.parse("1000000000000000000");

    private static final BigInteger TEN_GWEI = BigInteger.valueOf(10_000_000_000L);
    private static final BigInteger MAX_FEE = BigInteger.valueOf(500_000_000_000L);

    private LocalChain chain;
    private Rpc rpc;
    private Node node;
    private long seed = 900;
    private Party party;

    @TempDir private Path directory;

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

    @BeforeEach
    void newAccount() {
        rpc.call("anvil_setNextBlockBaseFeePerGas", "0x3b9aca00");
        chain.mine(1);
        party = new Party(seed++, chain.info().domain());
        chain.fund(party.payer.address(), ETHER);
    }

    @AfterEach
    void mineAgain() {
        chain.control().setAutomine(true);
        chain.mine(1);
    }

    /** Signed and on disk, and no node has it: the next process sends it, under its nonce. */
    @Test
    void killedBetweenSigningAndSending() throws Exception {
        try (FaultProxy proxy = new FaultProxy(chain.info().rpcUrl())) {
            proxy.set(Fault.HOLDS_SENT);
            Process sender = sender(proxy.uri(), 7);
            proxy.sent().get(30, TimeUnit.SECONDS);
            kill(sender);
        }
        assertEquals(0, pending());
        try (EvmLedger next = ledger(quick().withJournal(directory))) {
            awaitFree(7, next);
            next.deposit(COIN, Amount.of(100)).get(10, TimeUnit.SECONDS);
            awaitFree(107, next);
        }
        assertEquals(2, node.minedNonce(party.payer.address()));
    }

    /** In a pool that forgets it: sent again. In a block: found there, and not sent twice. */
    @Test
    void killedBetweenSendingAndTheReceipt() throws Exception {
        for (boolean forgotten : List.of(true, false)) {
            newAccount();
            chain.control().setAutomine(false);
            Process sender = sender(chain.info().rpcUrl(), 7);
            await(() -> pending() == 1, "nothing was sent");
            kill(sender);
            if (forgotten)
                rpc.call("anvil_removePoolTransactions", party.payer.address().toString());
            chain.mine(1);
            assertEquals(forgotten ? 0 : 1, node.minedNonce(party.payer.address()));
            chain.control().setAutomine(true);
            try (EvmLedger next = ledger(quick().withJournal(directory))) {
                next.deposit(COIN, Amount.of(100)).get(10, TimeUnit.SECONDS);
                awaitFree(107, next);
            }
            assertEquals(2, node.minedNonce(party.payer.address()));
        }
    }

    @Test
    void whatAReorgDropsIsSentAgainByItself() throws Exception {
        try (EvmLedger ledger = ledger(quick())) {
            for (int depth : List.of(1, 7)) {
                ledger.deposit(COIN, Amount.of(5)).get(10, TimeUnit.SECONDS);
                Amount had = free(ledger);
                chain.mine(depth - 1);
                chain.control().reorg(depth);
                await(() -> free(ledger).equals(had), "depth " + depth + ": " + free(ledger));
            }
            assertEquals(2, ledger.transactions(), "each counts once");
        }
    }

    @Test
    void theFeeRisesWhenBlocksPassATransactionBy() throws Exception {
        try (EvmLedger ledger = ledger(quick())) {
            chain.control().setAutomine(false);
            CompletableFuture<Receipt> deposit = ledger.deposit(COIN, Amount.of(7));
            await(() -> pending() == 1, "nothing was sent");
            raiseBaseFee();
            assertFalse(deposit.isDone(), "the base fee was no obstacle");
            assertEquals(0, node.minedNonce(party.payer.address()));
            await(
                    () -> {
                        chain.mine(1);
                        return deposit.isDone();
                    },
                    "the fee did not follow");
            assertEquals(Amount.of(7), free(ledger));
            deposit.get(1, TimeUnit.SECONDS);
            assertEquals(1, ledger.transactions());
        }
    }

    /** A block far above what a transaction offers that follows the one before. */
    private void raiseBaseFee() {
        BigInteger dear = node.latestHeader().baseFeeWei().shiftLeft(3).max(TEN_GWEI);
        rpc.call("anvil_setNextBlockBaseFeePerGas", "0x" + dear.min(MAX_FEE).toString(16));
        chain.mine(1);
    }

    @Test
    void theFeeStopsAtItsCapAndSaysSo() throws Exception {
        BigInteger cap = BigInteger.valueOf(3_000_000_000L);
        TxSettings capped =
                quick().withFeeCap(cap)
                        .withEscalation(Duration.ofMillis(50), Duration.ofSeconds(2));
        try (EvmLedger ledger = ledger(capped)) {
            chain.control().setAutomine(false);
            CompletableFuture<Receipt> deposit = ledger.deposit(COIN, Amount.of(7));
            await(() -> pending() == 1, "nothing was sent");
            await(
                    () -> {
                        raiseBaseFee();
                        return deposit.isDone();
                    },
                    "it did not give up");
            refused("its fee is at the cap of 3000000000 wei", deposit);
            assertEquals(Amount.ZERO, free(ledger));
        }
    }

    /** The dry run on the pending state refuses it, and its nonce stays free. */
    @Test
    void whatWouldRevertIsNeverSent() throws Exception {
        try (EvmLedger ledger = ledger(quick())) {
            refused(
                    "AboveFreeBalance(amount 5, free 0)",
                    ledger.withdrawDeposit(COIN, Amount.of(5)));
            assertEquals(0, pending());
            ledger.deposit(COIN, Amount.of(5)).get(10, TimeUnit.SECONDS);
            assertEquals(1, node.minedNonce(party.payer.address()));
        }
    }

    /** The first endpoint takes it and loses the answer, the second refuses its nonce. */
    @Test
    void aLostAnswerDoesNotPayTwice() throws Exception {
        try (FaultProxy proxy = new FaultProxy(chain.info().rpcUrl())) {
            proxy.set(Fault.LOSES_SENT);
            EvmSettings settings = settings(quick());
            settings = settings.withEndpoints(List.of(proxy.uri(), chain.info().rpcUrl()));
            try (EvmLedger ledger = EvmLedger.open(settings, party.payer)) {
                ledger.deposit(COIN, Amount.of(5)).get(10, TimeUnit.SECONDS);
                assertEquals(Amount.of(5), free(ledger));
                assertEquals(1, node.minedNonce(party.payer.address()));
            }
        }
    }

    private static TxSettings quick() {
        return TxSettings.DEFAULT
                .withPoll(LocalChain.POLL)
                .withEscalation(Duration.ofMillis(50), Duration.ofSeconds(60));
    }

    private EvmSettings settings(TxSettings sending) {
        return chain.info().settings().withPoll(LocalChain.POLL).withTransactions(sending);
    }

    private EvmLedger ledger(TxSettings sending) {
        return EvmLedger.open(settings(sending), party.payer);
    }

    private Process sender(URI endpoint, long amount) throws Exception {
        return new ProcessBuilder(
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "--enable-native-access=ALL-UNNAMED",
                                "-XX:TieredStopAtLevel=1",
                                "-cp",
                                System.getProperty("java.class.path"),
                                SenderChild.class.getName(),
                                endpoint.toString(),
                                chain.info().contract().toString(),
                                chain.info().registry().toString(),
                                HexFormat.of().formatHex(party.payer.toBytes()),
                                directory.toString(),
                                "" + amount))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    private static void kill(Process process) throws InterruptedException {
        process.destroyForcibly();
        assertTrue(process.waitFor(5, TimeUnit.SECONDS));
    }

    private long pending() {
        return node.pendingNonce(party.payer.address());
    }

    private Amount free(EvmLedger ledger) {
        return ledger.freeDeposit(party.payer.address(), COIN);
    }

    private void awaitFree(long amount, EvmLedger ledger) throws InterruptedException {
        await(() -> free(ledger).equals(Amount.of(amount)), "free is not " + amount);
    }

    private static void await(BooleanSupplier condition, String otherwise)
            throws InterruptedException {
        long endNs = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (!condition.getAsBoolean()) {
            assertTrue(System.nanoTime() - endNs < 0, otherwise);
            Thread.sleep(10);
        }
    }

    private static void refused(String words, CompletableFuture<Receipt> future) {
        ExecutionException failure =
                assertThrows(ExecutionException.class, () -> future.get(10, TimeUnit.SECONDS));
        String message = String.valueOf(failure.getMessage());
        assertTrue(message.contains(words), message);
    }
}
