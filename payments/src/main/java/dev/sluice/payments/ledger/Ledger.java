package dev.sluice.payments.ledger;

import dev.sluice.payments.channel.ChannelId;
import dev.sluice.payments.channel.ChannelParameters;
import dev.sluice.payments.channel.Domain;
import dev.sluice.payments.crypto.Signature;
import dev.sluice.payments.money.Address;
import dev.sluice.payments.money.Amount;
import dev.sluice.payments.money.Bytes32;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/**
 * The settlement contract as one account sees it: the account that signs its transactions.
 *
 * <p>Threads: safe for all. A method that sends a transaction returns at once; its future completes
 * with the receipt when the transaction is in a block, or fails with a {@link LedgerException}.
 * Reads block the caller and never run on a hot path.
 */
public interface Ledger extends AutoCloseable {
    /** How many blocks below the head a channel can be read; a node that prunes keeps as many. */
    int MAX_DEPTH = 128;

    Domain domain();

    /** The account that pays for and sends the transactions. */
    Address account();

    /** Adds to this account's deposit. ERC-20 allowance is seen to. */
    CompletableFuture<Receipt> deposit(Address token, Amount amount);

    /** Takes back what is not earmarked. */
    CompletableFuture<Receipt> withdrawDeposit(Address token, Amount amount);

    /** Deposits {@code deposit} (zero is allowed) and opens the channels, in one transaction. */
    CompletableFuture<Receipt> open(Address token, Amount deposit, List<ChannelRequest> channels);

    CompletableFuture<Receipt> topUp(Address token, Amount deposit, List<ChannelRequest> channels);

    /** Pays out vouchers; a bad row is skipped, alone too, and the others settle. */
    CompletableFuture<Receipt> claim(List<Claim> claims);

    CompletableFuture<Receipt> startExit(ChannelParameters channel);

    CompletableFuture<Receipt> cancelExit(ChannelParameters channel);

    CompletableFuture<Receipt> finishExit(ChannelParameters channel);

    /**
     * Closes at once by the signature of the payee, or of its delegate, over the claimed amount.
     */
    CompletableFuture<Receipt> release(ChannelParameters channel, Amount claimed, Signature payee);

    /**
     * Names the one address whose signature counts for {@link #release} beside this account's own,
     * where this account is the payee; zero names nobody.
     */
    CompletableFuture<Receipt> setDelegate(Address delegate);

    /** Pays this account what it has been credited. */
    CompletableFuture<Receipt> withdraw(Address token);

    /** Writes a content id into the ledger's feed. */
    CompletableFuture<Receipt> anchor(Bytes32 content, Bytes32 manifestHash, long sequence);

    /** The channel's state; all zero when it was never opened. */
    ChannelOnChain channel(ChannelId channel);

    /**
     * The channel as it stood {@code depth} blocks below the head, of 0 (the head) to {@link
     * #MAX_DEPTH}; all zero when it was not open there.
     */
    ChannelOnChain channel(ChannelId channel, int depth);

    /** What {@code payer} has deposited and not earmarked. */
    Amount freeDeposit(Address payer, Address token);

    /** What {@code recipient} has been paid and not withdrawn. */
    Amount credit(Address recipient, Address token);

    /** Who may sign releases for {@code payee} beside itself; zero when nobody may. */
    Address delegate(Address payee);

    /** What the account owns outside the contract. */
    Amount balance(Address account, Address token);

    long blockNumber();

    /**
     * The newest block that is taken as final: what a claim at or below it took, no reorg gives
     * back. Zero while the chain is shorter than the configured depth.
     */
    long finalBlock();

    /** How well the ledger could be reached when it was last looked at; never blocks or throws. */
    LedgerHealth health();

    /** What a unit of gas costs now, in wei, the usual tip included; zero where gas is free. */
    default long weiPerGas() {
        return 0;
    }

    /** The delay under which the contract opens no channel, in seconds. */
    long minExitDelaySeconds();

    /** Calls {@code listener} in order, on one thread, for all that follows {@code fromBlock}. */
    AutoCloseable subscribe(long fromBlock, Consumer<LedgerEvent> listener);

    @Override
    void close();
}
