package dev.sluice.chain.ledger;

import dev.sluice.chain.contract.ChannelCalls;
import dev.sluice.chain.contract.ContractCall;
import dev.sluice.chain.contract.EventDecoder;
import dev.sluice.chain.contract.Permit;
import dev.sluice.chain.contract.RegistryCalls;
import dev.sluice.chain.feed.EventFeed;
import dev.sluice.chain.rpc.Endpoints;
import dev.sluice.chain.rpc.Node;
import dev.sluice.chain.tx.Account;
import dev.sluice.chain.tx.Included;
import dev.sluice.chain.tx.Transactor;
import dev.sluice.payments.channel.ChannelId;
import dev.sluice.payments.channel.ChannelParameters;
import dev.sluice.payments.channel.Domain;
import dev.sluice.payments.crypto.SecretKey;
import dev.sluice.payments.crypto.Signature;
import dev.sluice.payments.ledger.ChannelOnChain;
import dev.sluice.payments.ledger.ChannelRequest;
import dev.sluice.payments.ledger.Claim;
import dev.sluice.payments.ledger.Ledger;
import dev.sluice.payments.ledger.LedgerEvent;
import dev.sluice.payments.ledger.LedgerException;
import dev.sluice.payments.ledger.LedgerHealth;
import dev.sluice.payments.ledger.Receipt;
import dev.sluice.payments.money.Address;
import dev.sluice.payments.money.Amount;
import dev.sluice.payments.money.Bytes32;
import java.math.BigInteger;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The ledger port on an EVM chain, through one or several RPC endpoints and for one account.
 *
 * <p>Threads: safe for all; a daemon thread sends and watches transactions ({@link Transactor}) and
 * each subscription has its own ({@link EventFeed}), so the JVM ends when the caller does. Failures
 * are {@code LedgerException}s: a refusal of the contract carries its error with the numbers.
 */
public final class EvmLedger implements Ledger {
    private final EvmSettings settings;
    private final Account account;
    private final Endpoints rpc;
    private final LedgerViews views;
    private final ChannelCalls calls;
    private final Transactor transactor;
    private final Approvals approvals;
    private final Node node;
    private final long minExitDelaySeconds;
    private final Queue<EventFeed> feeds = new ConcurrentLinkedQueue<>();

    private EvmLedger(EvmSettings settings, SecretKey key, Endpoints rpc) {
        this.settings = settings;
        this.rpc = rpc;
        this.node = new Node(rpc);
        this.account = new Account(key, settings.domain().chainId());
        this.views = new LedgerViews(node, settings.domain().contract());
        this.minExitDelaySeconds = views.minExitDelay();
        this.calls = new ChannelCalls(settings.domain().contract());
        this.transactor =
                new Transactor(node, account, settings.transactions(), settings.finalDepth());
        this.approvals =
                new Approvals(views, new Permits(node, key), transactor, account.address());
    }

    /** Connects and checks that an endpoint serves the chain and the contract of the settings. */
    public static EvmLedger open(EvmSettings settings, SecretKey key) {
        Domain domain = settings.domain();
        Endpoints rpc =
                Endpoints.open(
                        settings.endpoints(),
                        domain.chainId(),
                        domain.contract(),
                        settings.asking());
        try {
            return new EvmLedger(settings, key, rpc);
        } catch (RuntimeException failure) {
            rpc.close();
            throw failure;
        }
    }

    @Override
    public Domain domain() {
        return settings.domain();
    }

    @Override
    public Address account() {
        return account.address();
    }

    @Override
    public CompletableFuture<Receipt> deposit(Address token, Amount amount) {
        return pay(
                token,
                amount,
                calls.deposit(token, amount),
                permit -> calls.deposit(token, amount, permit));
    }

    @Override
    public CompletableFuture<Receipt> withdrawDeposit(Address token, Amount amount) {
        return send(calls.withdrawDeposit(token, amount));
    }

    @Override
    public CompletableFuture<Receipt> open(
            Address token, Amount deposit, List<ChannelRequest> channels) {
        return attempt(
                () -> {
                    Requests.check("open", channels, account.address(), token);
                    return pay(
                            token,
                            deposit,
                            calls.open(token, deposit, channels),
                            permit -> calls.open(token, deposit, channels, permit));
                });
    }

    @Override
    public CompletableFuture<Receipt> topUp(
            Address token, Amount deposit, List<ChannelRequest> channels) {
        return attempt(
                () -> {
                    Requests.check("top-up", channels, account.address(), token);
                    return pay(
                            token,
                            deposit,
                            calls.topUp(token, deposit, channels),
                            permit -> calls.topUp(token, deposit, channels, permit));
                });
    }

    @Override
    public CompletableFuture<Receipt> claim(List<Claim> claims) {
        return send(calls.claim(claims));
    }

    @Override
    public CompletableFuture<Receipt> startExit(ChannelParameters channel) {
        return send(calls.startExit(channel));
    }

    @Override
    public CompletableFuture<Receipt> cancelExit(ChannelParameters channel) {
        return send(calls.cancelExit(channel));
    }

    @Override
    public CompletableFuture<Receipt> finishExit(ChannelParameters channel) {
        return send(calls.finishExit(channel));
    }

    @Override
    public CompletableFuture<Receipt> release(
            ChannelParameters channel, Amount claimed, Signature payee) {
        return send(calls.release(channel, claimed, payee));
    }

    @Override
    public CompletableFuture<Receipt> setDelegate(Address delegate) {
        return send(calls.setDelegate(delegate));
    }

    @Override
    public CompletableFuture<Receipt> withdraw(Address token) {
        return send(calls.withdraw(token));
    }

    /** Pays somebody's credit out, to nobody but itself: so anybody may, for the gas (T5). */
    public CompletableFuture<Receipt> withdrawFor(Address recipient, Address token) {
        return send(calls.withdrawFor(recipient, token));
    }

    @Override
    public CompletableFuture<Receipt> anchor(Bytes32 content, Bytes32 manifestHash, long sequence) {
        return send(RegistryCalls.anchor(settings.registry(), content, manifestHash, sequence));
    }

    @Override
    public ChannelOnChain channel(ChannelId channel) {
        return views.channel(channel);
    }

    @Override
    public ChannelOnChain channel(ChannelId channel, int depth) {
        return views.channel(channel, depth);
    }

    @Override
    public Amount freeDeposit(Address payer, Address token) {
        return views.freeDeposit(payer, token);
    }

    @Override
    public Amount credit(Address recipient, Address token) {
        return views.credit(recipient, token);
    }

    @Override
    public Address delegate(Address payee) {
        return views.delegate(payee);
    }

    @Override
    public Amount balance(Address owner, Address token) {
        return views.balance(owner, token);
    }

    @Override
    public long blockNumber() {
        return node.blockNumber();
    }

    @Override
    public long finalBlock() {
        return Math.max(0, node.blockNumber() - settings.finalDepth());
    }

    /** With a feed that broke it is as if no endpoint answered: what happens is not heard. */
    @Override
    public long weiPerGas() {
        return node.gasPrice().min(BigInteger.valueOf(Long.MAX_VALUE)).longValueExact();
    }

    @Override
    public LedgerHealth health() {
        LedgerHealth health = rpc.health();
        long deaf = feeds.stream().mapToLong(EventFeed::brokenMillis).max().orElse(0);
        return deaf == 0 ? health : new LedgerHealth(health.endpoints(), 0, health.block(), deaf);
    }

    @Override
    public long minExitDelaySeconds() {
        return minExitDelaySeconds;
    }

    /** A listener that throws ends its subscription. */
    @Override
    public AutoCloseable subscribe(long fromBlock, Consumer<LedgerEvent> listener) {
        if (fromBlock < 0) throw new IllegalArgumentException("block " + fromBlock);
        EventDecoder decoder = new EventDecoder(domain().contract(), settings.registry());
        EventFeed feed = new EventFeed(node, decoder, settings.feedPoll(), fromBlock, listener);
        feeds.add(feed);
        return () -> {
            feed.close();
            feeds.remove(feed);
        };
    }

    /** Each endpoint that is not used, with the reason. */
    public List<String> complaints() {
        return rpc.complaints();
    }

    /** Transactions of this ledger that came into blocks, approvals and reverted ones included. */
    public long transactions() {
        return transactor.totals().transactions();
    }

    /** The gas that those transactions used. */
    public long gasUsed() {
        return transactor.totals().gasUsed();
    }

    /** Ends at once; what is in flight may still be included, but its future fails. */
    @Override
    public void close() {
        for (EventFeed feed : feeds) feed.close();
        transactor.close();
        rpc.close();
    }

    private CompletableFuture<Receipt> pay(
            Address token,
            Amount amount,
            ContractCall call,
            Function<Permit, ContractCall> withPermit) {
        if (token.isZero() || amount.isZero()) return send(call);
        return approvals
                .ensure(token, settings.domain().contract(), amount)
                .thenCompose(permit -> send(permit.map(withPermit).orElse(call)));
    }

    /** What is refused before it is sent fails like what the contract refuses. */
    private static CompletableFuture<Receipt> attempt(Supplier<CompletableFuture<Receipt>> send) {
        try {
            return send.get();
        } catch (LedgerException refused) {
            return CompletableFuture.failedFuture(refused);
        }
    }

    private CompletableFuture<Receipt> send(ContractCall call) {
        return transactor.send(call).thenApply(Included::receipt);
    }
}
