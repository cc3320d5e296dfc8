package dev.sluice.chain.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sluice.chain.contract.ContractCall;
import dev.sluice.chain.contract.Creations;
import dev.sluice.chain.contract.TokenCalls;
import dev.sluice.chain.local.LocalChain;
import dev.sluice.chain.rpc.Node;
import dev.sluice.chain.rpc.Rpc;
import dev.sluice.chain.tx.Account;
import dev.sluice.chain.tx.Included;
import dev.sluice.chain.tx.Transactor;
import dev.sluice.chain.tx.TxSettings;
import dev.sluice.payments.channel.ChannelParameters;
import dev.sluice.payments.ledger.ChannelOnChain;
import dev.sluice.payments.ledger.ChannelRequest;
import dev.sluice.payments.ledger.Receipt;
import dev.sluice.payments.money.Address;
import dev.sluice.payments.money.Amount;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Deposits of a token that takes permits need one transaction; of one that does not, two. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class PermitTest {
    private static final Amount WEALTH = Amount.of(1_000);

    private LocalChain chain;
    private Rpc rpc;
    private Transactor deployer;
    private Address permitToken;
    private long seed = 2_612;
    private Party party;
    private EvmLedger ledger;

    @BeforeAll
    void start() {
        chain = LocalChain.start();
        rpc = new Rpc(chain.info().rpcUrl(), Duration.ofSeconds(10));
        deployer =
                new Transactor(
                        new Node(rpc),
                        new Account(chain.devKey(1), chain.info().chainId()),
                        TxSettings.DEFAULT.withPoll(LocalChain.POLL));
        permitToken = send(Creations.testPermitToken()).created().orElseThrow();
    }

    @AfterAll
    void stop() {
        deployer.close();
        rpc.close();
        chain.close();
    }

    @BeforeEach
    void newAccount() {
        party = new Party(seed++, chain.info().domain());
        chain.fund(party.payer.address(), Amount.parse("1000000000000000000"));
        send(TokenCalls.mint(permitToken, party.payer.address(), WEALTH));
        ledger = chain.ledger(party.payer);
    }

    @AfterEach
    void closeLedger() {
        ledger.close();
    }

    @Test
    void theFirstDepositCarriesItsPermitAndLaterOnesNeedNone() throws Exception {
        done(ledger.deposit(permitToken, Amount.of(100)));
        assertEquals(1, ledger.transactions());
        done(ledger.deposit(permitToken, Amount.of(50)));
        assertEquals(2, ledger.transactions());
        assertEquals(Amount.of(150), free());
    }

    @Test
    void openingAndToppingUpCarryAPermitToo() throws Exception {
        ChannelParameters channel = party.channel(permitToken, ledger.minExitDelaySeconds());
        done(ledger.open(permitToken, Amount.of(60), List.of(request(channel, 60))));
        assertEquals(1, ledger.transactions());
        revoke();
        done(ledger.topUp(permitToken, Amount.of(40), List.of(request(channel, 40))));
        assertEquals(2, ledger.transactions());
        ChannelOnChain state = ledger.channel(channel.id(ledger.domain()));
        assertEquals(Amount.of(100), state.reserve());
    }

    /** They sign the same permit; the token takes the first, and the contract ignores the rest. */
    @Test
    void depositsAtTheSameTimeAllSucceed() throws Exception {
        List<CompletableFuture<Receipt>> flying = new ArrayList<>();
        for (int i = 0; i < 8; i++) flying.add(ledger.deposit(permitToken, Amount.of(10)));
        for (CompletableFuture<Receipt> deposit : flying) done(deposit);
        assertEquals(Amount.of(80), free());
        assertEquals(8, ledger.transactions());
    }

    @Test
    void aTokenWithoutPermitIsApprovedFirst() throws Exception {
        Address plain = chain.info().token().orElseThrow();
        chain.mintToken(party.payer.address(), WEALTH);
        done(ledger.deposit(plain, Amount.of(100)));
        assertEquals(2, ledger.transactions());
        assertEquals(Amount.of(100), ledger.freeDeposit(party.payer.address(), plain));
    }

    /** Takes the allowance back, so that the next deposit needs a permit with the next nonce. */
    private void revoke() {
        String payer = party.payer.address().toString();
        String contract = chain.info().contract().toString().substring(2);
        String approveNothing = "0x095ea7b3" + "0".repeat(24) + contract + "0".repeat(64);
        rpc.call("anvil_impersonateAccount", payer);
        rpc.call(
                "eth_sendTransaction",
                Map.of("from", payer, "to", permitToken.toString(), "data", approveNothing));
    }

    private Amount free() {
        return ledger.freeDeposit(party.payer.address(), permitToken);
    }

    private Included send(ContractCall call) {
        return deployer.send(call).join();
    }

    private static ChannelRequest request(ChannelParameters channel, long amount) {
        return new ChannelRequest(channel, Amount.of(amount));
    }

    private static void done(CompletableFuture<Receipt> transaction) throws Exception {
        transaction.get(20, TimeUnit.SECONDS);
    }
}
