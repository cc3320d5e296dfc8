package dev.sluice.chain.local;

import dev.sluice.chain.contract.ContractCall;
import dev.sluice.chain.contract.TokenCalls;
import dev.sluice.chain.ledger.EvmLedger;
import dev.sluice.chain.rpc.Node;
import dev.sluice.chain.rpc.Rpc;
import dev.sluice.chain.tx.Account;
import dev.sluice.chain.tx.Transactor;
import dev.sluice.chain.tx.TxSettings;
import dev.sluice.payments.crypto.SecretKey;
import dev.sluice.payments.ledger.LedgerException;
import dev.sluice.payments.money.Address;
import dev.sluice.payments.money.Amount;
import java.time.Duration;
import java.util.concurrent.CompletionException;

/**
 * A chain for trying out and for tests: Anvil with the contracts deployed by its first account.
 *
 * <p>Threads: safe for all; methods block. Ends with {@link #close} and with the JVM.
 */
public final class LocalChain implements AutoCloseable {
    /** How often a local chain is asked: it answers at once and costs nothing. */
    public static final Duration POLL = Duration.ofMillis(25);

    private final AnvilProcess anvil;
    private final AnvilControl control;
    private final ChainInfo info;

    private LocalChain(AnvilProcess anvil, DeploySettings deployment) {
        this.anvil = anvil;
        this.info = ContractDeployer.deploy(anvil.rpcUrl(), anvil.devKey(0), deployment, POLL);
        this.control = new AnvilControl(anvil.rpcUrl());
    }

    public static LocalChain start() {
        return start(AnvilSettings.DEFAULT, DeploySettings.TRY_OUT);
    }

    public static LocalChain start(AnvilSettings settings, DeploySettings deployment) {
        AnvilProcess anvil = AnvilProcess.start(settings);
        try {
            return new LocalChain(anvil, deployment);
        } catch (RuntimeException failure) {
            anvil.close();
            throw failure;
        }
    }

    public ChainInfo info() {
        return info;
    }

    public AnvilProcess anvil() {
        return anvil;
    }

    /** Blocks, time and reorgs. */
    public AnvilControl control() {
        return control;
    }

    public SecretKey devKey(int index) {
        return anvil.devKey(index);
    }

    /** A ledger for an account, polling at the pace of a local chain; the caller closes it. */
    public EvmLedger ledger(SecretKey key) {
        return EvmLedger.open(info.settings().withPoll(POLL), key);
    }

    /** Sets what the account owns of the chain's own coin. */
    public void fund(Address account, Amount wei) {
        control.fund(account, wei);
    }

    /** Mints test tokens for the account. */
    public void mintToken(Address account, Amount amount) {
        Address token = info.token().orElseThrow();
        send(TokenCalls.mint(token, account, amount));
    }

    public void mine(int blocks) {
        control.mine(blocks);
    }

    public void increaseTime(Duration time) {
        control.increaseTime(time);
    }

    /** By the deployer, one at a time and each with a fresh nonce, since others may use its key. */
    private synchronized void send(ContractCall call) {
        try (Rpc rpc = new Rpc(info.rpcUrl(), Duration.ofSeconds(10));
                Transactor transactor =
                        new Transactor(
                                new Node(rpc),
                                new Account(anvil.devKey(0), info.chainId()),
                                TxSettings.DEFAULT.withPoll(POLL))) {
            transactor.send(call).join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof LedgerException refused ? refused : e;
        }
    }

    @Override
    public void close() {
        control.close();
        anvil.close();
    }
}
