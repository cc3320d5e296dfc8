package dev.sluice.chain.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.chain.local.LocalChain;
import dev.sluice.chain.rpc.Node;
import dev.sluice.chain.rpc.Rpc;
import dev.sluice.chain.tx.TxSettings;
import dev.sluice.payments.channel.ChannelParameters;
import dev.sluice.payments.channel.Domain;
import dev.sluice.payments.crypto.SecretKey;
import dev.sluice.payments.ledger.ChannelRequest;
import dev.sluice.payments.ledger.LedgerException;
import dev.sluice.payments.ledger.Receipt;
import dev.sluice.payments.money.Address;
import dev.sluice.payments.money.Amount;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What the EVM ledger does beyond the port: pipelining, refusals, fees, faults of the endpoint. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class EvmLedgerTest {
    private static final Address COIN = Address.ZERO;
    private static final Amount ETHER = Amount.parse("1000000000000000000");

    private LocalChain chain;
    private long seed = 500;
    private Party party;
    private EvmLedger ledger;

    @BeforeAll
    void start() {
        chain = LocalChain.start();
    }

    @AfterAll
    void stop() {
        chain.close();
    }

    @BeforeEach
    void newAccount() {
        party = new Party(seed++, chain.info().domain());
        chain.fund(party.payer.address(), ETHER);
        ledger = chain.ledger(party.payer);
    }

    @AfterEach
    void closeLedger() {
        chain.control().setAutomine(true);
        ledger.close();
    }

    @Test
    void fortyEightTransactionsFlyAtOnce() throws Exception {
        List<CompletableFuture<Receipt>> flying = new ArrayList<>();
        for (int i = 1; i <= 48; i++) flying.add(ledger.deposit(COIN, Amount.of(i)));
        long gas = 0;
        for (CompletableFuture<Receipt> future : flying)
            gas += future.get(20, TimeUnit.SECONDS).gasUsed();
        assertEquals(Amount.of(48 * 49 / 2), ledger.freeDeposit(party.payer.address(), COIN));
        assertEquals(48, ledger.transactions());
        assertEquals(gas, ledger.gasUsed());
    }

    /** A refused one in the middle of a burst leaves no hole in the nonces. */
    @Test
    void aRefusedTransactionDoesNotHoldUpTheNext() throws Exception {
        CompletableFuture<Receipt> first = ledger.deposit(COIN, Amount.of(5));
        CompletableFuture<Receipt> bad = ledger.withdrawDeposit(COIN, Amount.of(6));
        CompletableFuture<Receipt> last = ledger.withdrawDeposit(COIN, Amount.of(4));
        first.get(10, TimeUnit.SECONDS);
        last.get(10, TimeUnit.SECONDS);
        refused("withdrawal of the deposit refused: AboveFreeBalance(amount 6, free ", bad);
        assertEquals(Amount.of(1), ledger.freeDeposit(party.payer.address(), COIN));
    }

    @Test
    void aRefusalNamesTheErrorAndItsNumbers() throws Exception {
        ChannelParameters channel = opened(4);
        refused(
                "release refused: ReleaseAheadOfClaims(released 5, claimed 0)",
                ledger.release(channel, Amount.of(5), party.release(channel, 5)));
    }

    @Test
    void anAmountAboveTheContractsIsRefusedHere() {
        ChannelParameters channel = party.channel(COIN, ledger.minExitDelaySeconds());
        refused(
                "is above 2^104-1",
                ledger.open(
                        COIN,
                        Amount.ZERO,
                        List.of(new ChannelRequest(channel, new Amount(1L << 40, 0)))));
    }

    @Test
    void anEmptyAccountIsToldToBeFunded() {
        try (EvmLedger poor = chain.ledger(SecretKey.random(new Random(1)))) {
            refused("fund the account", poor.deposit(COIN, Amount.of(1)));
        }
    }

    /** The estimate sees the exit over; the block, a second earlier than promised, does not. */
    @Test
    void aRevertInTheBlockIsExplained() throws Exception {
        ChannelParameters channel = opened(10);
        ledger.startExit(channel).get(10, TimeUnit.SECONDS);
        long exitAt = ledger.channel(channel.id(ledger.domain())).exitAt();
        chain.control().setAutomine(false);
        chain.control().passTime(Duration.ofSeconds(20));
        CompletableFuture<Receipt> finish = ledger.finishExit(channel);
        try (Rpc rpc = new Rpc(chain.info().rpcUrl(), Duration.ofSeconds(5))) {
            awaitInPool(rpc, 3);
        }
        chain.control().setNextBlockTime(exitAt - 1);
        chain.mine(1);
        refused("end of the exit refused: ExitNotOver(exitAt " + exitAt, finish);
        assertEquals(3, ledger.transactions());
    }

    @Test
    void whatNoBlockTakesIsSentAgainWithAHigherFee() throws Exception {
        chain.control().setAutomine(false);
        TxSettings eager =
                TxSettings.DEFAULT
                        .withPoll(Duration.ofMillis(20))
                        .withEscalation(Duration.ofMillis(100), Duration.ofSeconds(30));
        EvmSettings settings = chain.info().settings().withTransactions(eager);
        try (EvmLedger hasty = EvmLedger.open(settings, party.payer)) {
            CompletableFuture<Receipt> deposit = hasty.deposit(COIN, Amount.of(7));
            Thread.sleep(600);
            assertFalse(deposit.isDone());
            chain.mine(1);
            deposit.get(10, TimeUnit.SECONDS);
            assertEquals(Amount.of(7), hasty.freeDeposit(party.payer.address(), COIN));
            assertEquals(1, hasty.transactions());
        }
    }

    @Test
    void whatNoBlockTakesFailsInTheEnd() {
        chain.control().setAutomine(false);
        TxSettings brief =
                TxSettings.DEFAULT
                        .withPoll(Duration.ofMillis(20))
                        .withEscalation(Duration.ofMillis(100), Duration.ofMillis(300));
        EvmSettings settings = chain.info().settings().withTransactions(brief);
        try (EvmLedger impatient = EvmLedger.open(settings, party.payer)) {
            refused("is in no block after", impatient.deposit(COIN, Amount.of(7)));
        }
        chain.mine(1);
    }

    @Test
    void aNonceThatWasUsedElsewhereIsReadAgain() throws Exception {
        ledger.deposit(COIN, Amount.of(1)).get(10, TimeUnit.SECONDS);
        try (EvmLedger twin = chain.ledger(party.payer)) {
            twin.deposit(COIN, Amount.of(1)).get(10, TimeUnit.SECONDS);
        }
        ledger.deposit(COIN, Amount.of(1)).get(10, TimeUnit.SECONDS);
        assertEquals(Amount.of(3), ledger.freeDeposit(party.payer.address(), COIN));
    }

    /** T27, seen from the ledger: another transaction has the nonce of ours. */
    @Test
    void twoNodesWithOneKeyAreToldSo() throws Exception {
        chain.control().setAutomine(false);
        TxSettings eager =
                TxSettings.DEFAULT
                        .withPoll(Duration.ofMillis(20))
                        .withEscalation(Duration.ofMillis(500), Duration.ofSeconds(30));
        EvmSettings settings = chain.info().settings().withTransactions(eager);
        try (EvmLedger hasty = EvmLedger.open(settings, party.payer);
                Rpc rpc = new Rpc(chain.info().rpcUrl(), Duration.ofSeconds(5))) {
            CompletableFuture<Receipt> deposit = hasty.deposit(COIN, Amount.of(7));
            awaitInPool(rpc, 1);
            rpc.call("anvil_setNonce", party.payer.address().toString(), "0x1");
            refused("run one node per key", deposit);
        }
    }

    @Test
    void closingFailsWhatIsInFlight() {
        chain.control().setAutomine(false);
        CompletableFuture<Receipt> deposit = ledger.deposit(COIN, Amount.of(1));
        ledger.close();
        refused("the ledger was closed", deposit);
        refused("the ledger was closed", ledger.deposit(COIN, Amount.of(1)));
        chain.mine(1);
    }

    @Test
    void anEndpointThatIsNotThereIsNamed() {
        URI nobody = URI.create("http://127.0.0.1:1/secret-project-key");
        EvmSettings settings = EvmSettings.of(nobody, chain.info().domain(), COIN);
        LedgerException failure =
                assertThrows(LedgerException.class, () -> EvmLedger.open(settings, party.payer));
        String message = String.valueOf(failure.getMessage());
        assertTrue(
                message.contains("no answer from the ledger endpoint http://127.0.0.1:1 "),
                message);
        assertTrue(message.contains("check that the node runs"), message);
        assertFalse(message.contains("secret-project-key"), message);
    }

    @Test
    void anEndpointThatSaysNothingTimesOut() throws Exception {
        try (ServerSocket mute =
                new ServerSocket(0, 1, java.net.InetAddress.getLoopbackAddress())) {
            URI endpoint = URI.create("http://127.0.0.1:" + mute.getLocalPort());
            EvmSettings settings =
                    EvmSettings.of(endpoint, chain.info().domain(), COIN)
                            .withRequestTimeout(Duration.ofMillis(300));
            assertThrows(LedgerException.class, () -> EvmLedger.open(settings, party.payer));
        }
    }

    @Test
    void theWrongChainAndTheWrongContractAreRefused() {
        Domain wrongChain = new Domain(1, chain.info().contract());
        assertOpenFails(wrongChain, "serves chain 31337, the settings name chain 1");
        Domain wrongContract = new Domain(31_337, party.address());
        assertOpenFails(wrongContract, "no contract at");
        assertOpenFails(
                new Domain(31_337, chain.info().registry()), "does not answer as Sluice's would");
    }

    /** Waits until the node has that many transactions of the payer, mined or not. */
    private void awaitInPool(Rpc rpc, long transactions) throws InterruptedException {
        Node node = new Node(rpc);
        for (int i = 0; i < 1_000 && node.pendingNonce(party.payer.address()) < transactions; i++)
            Thread.sleep(10);
        assertEquals(transactions, node.pendingNonce(party.payer.address()));
    }

    private void assertOpenFails(Domain domain, String why) {
        EvmSettings settings = EvmSettings.of(chain.info().rpcUrl(), domain, COIN);
        LedgerException failure =
                assertThrows(LedgerException.class, () -> EvmLedger.open(settings, party.payer));
        String message = String.valueOf(failure.getMessage());
        assertTrue(message.contains(why), message);
    }

    private ChannelParameters opened(long reserve) throws Exception {
        ChannelParameters channel = party.channel(COIN, ledger.minExitDelaySeconds());
        Amount amount = Amount.of(reserve);
        ledger.open(COIN, amount, List.of(new ChannelRequest(channel, amount)))
                .get(10, TimeUnit.SECONDS);
        return channel;
    }

    private static void refused(String words, CompletableFuture<Receipt> future) {
        ExecutionException failure =
                assertThrows(ExecutionException.class, () -> future.get(10, TimeUnit.SECONDS));
        String message = String.valueOf(failure.getMessage());
        assertTrue(message.contains(words), message);
    }
}
