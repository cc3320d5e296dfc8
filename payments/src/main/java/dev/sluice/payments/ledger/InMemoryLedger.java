package dev.sluice.payments.ledger;

import dev.sluice.payments.channel.ChannelId;
import dev.sluice.payments.channel.ChannelParameters;
import dev.sluice.payments.channel.Domain;
import dev.sluice.payments.crypto.Signature;
import dev.sluice.payments.money.Address;
import dev.sluice.payments.money.Amount;
import dev.sluice.payments.money.Bytes32;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/**
 * The contract on an {@link InMemoryChain} as one account sees it. Its futures are complete when
 * they are returned.
 */
public final class InMemoryLedger implements Ledger {
    private final InMemoryChain chain;
    private final Address account;

    InMemoryLedger(InMemoryChain chain, Address account) {
        this.chain = chain;
        this.account = account;
    }

    @Override
    public Domain domain() {
        return chain.domain();
    }

    @Override
    public Address account() {
        return account;
    }

    @Override
    public CompletableFuture<Receipt> deposit(Address token, Amount amount) {
        return chain.transact(
                contract -> {
                    if (amount.isZero()) throw new LedgerException("ZeroAmount");
                    pay(contract, token, amount);
                });
    }

    @Override
    public CompletableFuture<Receipt> withdrawDeposit(Address token, Amount amount) {
        return chain.transact(
                contract -> {
                    contract.withdrawDeposit(account, token, amount);
                    chain.receive(account, token, amount);
                });
    }

    @Override
    public CompletableFuture<Receipt> open(
            Address token, Amount deposit, List<ChannelRequest> channels) {
        return chain.transact(
                contract -> {
                    pay(contract, token, deposit);
                    channels.forEach(request -> contract.open(account, token, request));
                });
    }

    @Override
    public CompletableFuture<Receipt> topUp(
            Address token, Amount deposit, List<ChannelRequest> channels) {
        return chain.transact(
                contract -> {
                    pay(contract, token, deposit);
                    channels.forEach(request -> contract.topUp(account, token, request));
                });
    }

    private void pay(InMemoryContract contract, Address token, Amount amount) {
        if (amount.isZero()) return;
        chain.pay(account, token, amount);
        contract.deposit(account, token, amount);
    }

    @Override
    public CompletableFuture<Receipt> claim(List<Claim> claims) {
        return chain.transact(contract -> claims.forEach(contract::claim));
    }

    @Override
    public CompletableFuture<Receipt> startExit(ChannelParameters channel) {
        return chain.transact(contract -> contract.startExit(account, channel));
    }

    @Override
    public CompletableFuture<Receipt> cancelExit(ChannelParameters channel) {
        return chain.transact(contract -> contract.cancelExit(account, channel));
    }

    @Override
    public CompletableFuture<Receipt> finishExit(ChannelParameters channel) {
        return chain.transact(contract -> contract.finishExit(channel));
    }

    @Override
    public CompletableFuture<Receipt> release(
            ChannelParameters channel, Amount claimed, Signature payee) {
        return chain.transact(contract -> contract.release(channel, claimed, payee));
    }

    @Override
    public CompletableFuture<Receipt> setDelegate(Address delegate) {
        return chain.transact(contract -> contract.setDelegate(account, delegate));
    }

    @Override
    public CompletableFuture<Receipt> withdraw(Address token) {
        return chain.transact(
                contract -> chain.receive(account, token, contract.withdraw(account, token)));
    }

    @Override
    public CompletableFuture<Receipt> anchor(Bytes32 content, Bytes32 manifestHash, long sequence) {
        return chain.transact(
                contract -> {
                    if (content.equals(Bytes32.ZERO) || manifestHash.equals(Bytes32.ZERO))
                        throw new LedgerException("ZeroId: " + content + ", " + manifestHash);
                    chain.emit(
                            at ->
                                    new LedgerEvent.Anchored(
                                            at, content, account, manifestHash, sequence));
                });
    }

    /**
     * Why a claim would be skipped now, beginning with the contract's error; empty when it pays.
     */
    public Optional<String> refusal(Claim claim) {
        return chain.read(contract -> contract.refusal(claim));
    }

    @Override
    public ChannelOnChain channel(ChannelId channel) {
        return chain.read(contract -> contract.channel(channel));
    }

    @Override
    public ChannelOnChain channel(ChannelId channel, int depth) {
        if (depth < 0 || depth > MAX_DEPTH)
            throw new IllegalArgumentException("depth " + depth + " outside 0.." + MAX_DEPTH);
        return chain.read(contract -> contract.channel(channel, depth));
    }

    @Override
    public Amount freeDeposit(Address payer, Address token) {
        return chain.read(contract -> contract.free(payer, token));
    }

    @Override
    public Amount credit(Address recipient, Address token) {
        return chain.read(contract -> contract.credit(recipient, token));
    }

    @Override
    public Address delegate(Address payee) {
        return chain.read(contract -> contract.delegate(payee));
    }

    @Override
    public Amount balance(Address account, Address token) {
        return chain.balance(account, token);
    }

    @Override
    public long blockNumber() {
        return chain.blockNumber();
    }

    @Override
    public long finalBlock() {
        return chain.finalBlock();
    }

    @Override
    public LedgerHealth health() {
        return new LedgerHealth(1, 1, chain.blockNumber(), 0);
    }

    @Override
    public long minExitDelaySeconds() {
        return chain.minExitDelaySeconds();
    }

    @Override
    public AutoCloseable subscribe(long fromBlock, Consumer<LedgerEvent> listener) {
        return chain.subscribe(fromBlock, listener);
    }

    @Override
    public void close() {}
}
