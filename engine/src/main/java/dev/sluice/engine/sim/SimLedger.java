package dev.sluice.engine.sim;

import dev.sluice.payments.channel.ChannelId;
import dev.sluice.payments.channel.ChannelParameters;
import dev.sluice.payments.channel.Domain;
import dev.sluice.payments.crypto.Signature;
import dev.sluice.payments.ledger.ChannelOnChain;
import dev.sluice.payments.ledger.ChannelRequest;
import dev.sluice.payments.ledger.Claim;
import dev.sluice.payments.ledger.InMemoryLedger;
import dev.sluice.payments.ledger.Ledger;
import dev.sluice.payments.ledger.LedgerEvent;
import dev.sluice.payments.ledger.LedgerException;
import dev.sluice.payments.ledger.LedgerHealth;
import dev.sluice.payments.ledger.Receipt;
import dev.sluice.payments.money.Address;
import dev.sluice.payments.money.Amount;
import dev.sluice.payments.money.Bytes32;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * The ledger as one node reaches it: through endpoints that lie, lag, fall silent and get
 * expensive. The node may die around each transaction and at each read.
 */
final class SimLedger implements Ledger {
    private final SimNode node;
    private final InMemoryLedger ledger;
    private final SimEndpoints endpoints;
    private long swallowed;

    SimLedger(SimNode node, InMemoryLedger ledger) {
        this.node = node;
        this.ledger = ledger;
        this.endpoints = new SimEndpoints(node, ledger);
    }

    private CompletableFuture<Receipt> transact(Supplier<CompletableFuture<Receipt>> call) {
        node.site(Site.TRANSACTION_BEFORE);
        reach();
        CompletableFuture<Receipt> done = isSwallowed() ? lie() : node.world.chain.send(call);
        node.site(Site.TRANSACTION_AFTER);
        return done;
    }

    /** Only one that lies was to be had: it says that it took it. */
    private boolean isSwallowed() {
        World world = node.world;
        return world.faults.chance(world.plan.liePerMillion() / 8);
    }

    private CompletableFuture<Receipt> lie() {
        node.world.note(Happening.TRANSACTION_SWALLOWED, node.number, ++swallowed, 0);
        Bytes32 hash = new Bytes32(8, 8, node.number, swallowed);
        return CompletableFuture.completedFuture(new Receipt(hash, ledger.blockNumber() + 1, 0));
    }

    /** Throws when no endpoint answers. */
    private void reach() {
        World world = node.world;
        if (!world.faults.chance(world.plan.silentPerMillion())) return;
        world.note(Happening.LEDGER_SILENT, node.number, 0, 0);
        throw new LedgerException("no endpoint answers");
    }

    private ChannelOnChain read(ChannelId channel, int depth) {
        node.site(Site.LEDGER_READ);
        reach();
        return endpoints.channel(channel, depth);
    }

    @Override
    public ChannelOnChain channel(ChannelId channel) {
        return read(channel, 0);
    }

    @Override
    public ChannelOnChain channel(ChannelId channel, int depth) {
        return read(channel, depth);
    }

    @Override
    public CompletableFuture<Receipt> claim(List<Claim> claims) {
        if (node.world.chain.isExpensive()) throw new LedgerException("the fee is too high");
        return transact(() -> ledger.claim(claims));
    }

    @Override
    public CompletableFuture<Receipt> open(
            Address token, Amount deposit, List<ChannelRequest> channels) {
        return transact(() -> ledger.open(token, deposit, channels));
    }

    @Override
    public CompletableFuture<Receipt> topUp(
            Address token, Amount deposit, List<ChannelRequest> channels) {
        return transact(() -> ledger.topUp(token, deposit, channels));
    }

    @Override
    public CompletableFuture<Receipt> startExit(ChannelParameters channel) {
        return transact(() -> ledger.startExit(channel));
    }

    @Override
    public CompletableFuture<Receipt> cancelExit(ChannelParameters channel) {
        return transact(() -> ledger.cancelExit(channel));
    }

    @Override
    public CompletableFuture<Receipt> finishExit(ChannelParameters channel) {
        return transact(() -> ledger.finishExit(channel));
    }

    @Override
    public CompletableFuture<Receipt> release(
            ChannelParameters channel, Amount claimed, Signature payee) {
        return transact(() -> ledger.release(channel, claimed, payee));
    }

    @Override
    public CompletableFuture<Receipt> withdraw(Address token) {
        return transact(() -> ledger.withdraw(token));
    }

    @Override
    public CompletableFuture<Receipt> deposit(Address token, Amount amount) {
        return transact(() -> ledger.deposit(token, amount));
    }

    @Override
    public CompletableFuture<Receipt> withdrawDeposit(Address token, Amount amount) {
        return transact(() -> ledger.withdrawDeposit(token, amount));
    }

    @Override
    public CompletableFuture<Receipt> setDelegate(Address delegate) {
        return transact(() -> ledger.setDelegate(delegate));
    }

    @Override
    public Address delegate(Address payee) {
        return ledger.delegate(payee);
    }

    @Override
    public CompletableFuture<Receipt> anchor(Bytes32 content, Bytes32 manifestHash, long sequence) {
        return transact(() -> ledger.anchor(content, manifestHash, sequence));
    }

    @Override
    public Domain domain() {
        return ledger.domain();
    }

    @Override
    public Address account() {
        return ledger.account();
    }

    @Override
    public Amount freeDeposit(Address payer, Address token) {
        return ledger.freeDeposit(payer, token);
    }

    @Override
    public Amount credit(Address recipient, Address token) {
        return ledger.credit(recipient, token);
    }

    @Override
    public Amount balance(Address account, Address token) {
        return ledger.balance(account, token);
    }

    @Override
    public long blockNumber() {
        return ledger.blockNumber();
    }

    @Override
    public long finalBlock() {
        return ledger.finalBlock();
    }

    @Override
    public LedgerHealth health() {
        return ledger.health();
    }

    @Override
    public long minExitDelaySeconds() {
        return ledger.minExitDelaySeconds();
    }

    @Override
    public AutoCloseable subscribe(long fromBlock, Consumer<LedgerEvent> listener) {
        return ledger.subscribe(fromBlock, listener);
    }

    @Override
    public void close() {}
}
