package dev.sluice.engine.sim;

import dev.sluice.payments.channel.ChannelId;
import dev.sluice.payments.ledger.ChannelOnChain;
import dev.sluice.payments.ledger.InMemoryChain;
import dev.sluice.payments.ledger.InMemoryLedger;
import dev.sluice.payments.ledger.LedgerEvent;
import dev.sluice.payments.ledger.LedgerException;
import dev.sluice.payments.money.Address;
import dev.sluice.payments.money.Amount;
import dev.sluice.payments.money.Bytes32;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * The chain of a world: a block each second, events for the nodes a little later, and after each
 * block the checker's look at all the money. A reorg takes blocks back; their transactions come
 * again some blocks later, but for those that are dropped. A block that was final stays.
 */
final class SimChain {
    static final long MIN_EXIT_SECONDS = 10;
    private static final long SECOND_NS = 1_000_000_000L;
    private static final int KEPT_BLOCKS = 64;
    private static final int DROP_PER_MILLION = 100_000;

    private final World world;
    private final InMemoryChain chain;
    private final InMemoryLedger reader;
    private final TreeMap<Long, Bytes32> hashes = new TreeMap<>();
    private final List<Sent> sent = new ArrayList<>();
    private long block;
    private long finalBlock;
    private long expensiveUntilBlock;
    private long funded;

    private record Sent(long block, Supplier<?> transaction) {}

    SimChain(World world) {
        this.world = world;
        this.chain = new InMemoryChain(Cast.DOMAIN, MIN_EXIT_SECONDS);
        this.reader = chain.ledger(Cast.TOKEN);
        AutoCloseable _ = reader.subscribe(0, this::onEvent);
    }

    InMemoryLedger account(int node) {
        return chain.ledger(Cast.wallet(node).address());
    }

    void fund(int node, long amount) {
        chain.fund(Cast.wallet(node).address(), Cast.TOKEN, Amount.of(amount));
        funded += world.has(Bug.MAKES_MONEY) ? amount - 1 : amount;
    }

    ChannelOnChain channel(ChannelId id) {
        return reader.channel(id);
    }

    /** Of the canonical block of that height. */
    Bytes32 hash(long height) {
        return hashes.getOrDefault(height, Bytes32.ZERO);
    }

    long timeSeconds() {
        return chain.timeSeconds();
    }

    /** A claim costs more than it brings now. */
    boolean isExpensive() {
        return block < expensiveUntilBlock;
    }

    /** Sends, and remembers for the case that a reorg takes it back. */
    <T> T send(Supplier<T> transaction) {
        T result = transaction.get();
        sent.add(new Sent(block, transaction));
        return result;
    }

    void start() {
        world.agenda.after(SECOND_NS, this::tick);
    }

    private void tick() {
        if (world.faults.chance(world.plan.feeSpikePerMillion()) && !isExpensive()) {
            expensiveUntilBlock = block + 1 + world.random.nextInt(10);
            world.note(Happening.FEE_SPIKE, 0, block, expensiveUntilBlock);
        }
        // a reorg's own block is made before anybody can hear of it: no claim could be in it
        if (!isExpensive()) world.checker.feesAreBearable();
        if (world.faults.chance(world.plan.reorgPerMillion())) reorg();
        block++;
        sent.removeIf(s -> s.block < block - KEPT_BLOCKS);
        chain.advance(1);
        finalBlock = Math.max(finalBlock, reader.finalBlock());
        world.checker.head(reader.blockNumber());
        world.note(Happening.BLOCK, 0, block, 0);
        check();
        start();
    }

    private void reorg() {
        int depth = Math.min(1 + world.random.nextInt(world.plan.maxReorg()), deepestReorg());
        if (depth < 1) return;
        world.note(Happening.REORG, 0, depth, block);
        world.channels.forEach(this::look);
        chain.reorg(depth);
        judgeReorg();
        List<Sent> again = sent.stream().filter(s -> s.block > block - depth).toList();
        sent.removeAll(again);
        for (Sent s : again)
            if (world.random.nextInt(1_000_000) < DROP_PER_MILLION)
                world.note(Happening.TRANSACTION_DROPPED, 0, s.block, 0);
            else resend(s);
    }

    /** Reorgs in a row reach no deeper than one: what was final stays, and is forgotten by then. */
    private int deepestReorg() {
        return (int) (reader.blockNumber() - finalBlock);
    }

    private void judgeReorg() {
        int confirmations = world.plan.confirmations();
        world.checker.head(reader.blockNumber());
        world.channels.forEach(
                (id, number) -> {
                    ChannelOnChain state = reader.channel(id);
                    world.checker.reorged(
                            number,
                            state.reserve().toLongSaturated(),
                            state.claimed().toLongSaturated(),
                            confirmations,
                            confirmations == 0 ? 0 : world.plan.exposureCap());
                });
    }

    private void resend(Sent transaction) {
        long delay = world.random.nextInt(3) * SECOND_NS;
        world.agenda.after(
                delay,
                () -> {
                    try {
                        send(transaction.transaction);
                    } catch (LedgerException itNoLongerHolds) {
                        world.note(Happening.TRANSACTION_DROPPED, 0, transaction.block, 1);
                    }
                });
    }

    private void onEvent(LedgerEvent event) {
        switch (event) {
            case LedgerEvent.Opened e -> {
                world.register(e.channel(), e.parameters());
                note(Happening.CHANNEL_OPENED, e.channel(), e.reserve());
            }
            case LedgerEvent.Claimed e -> note(Happening.CHANNEL_CLAIMED, e.channel(), e.claimed());
            case LedgerEvent.ExitStarted e ->
                    note(Happening.EXIT_STARTED, e.channel(), Amount.ZERO);
            case LedgerEvent.Closed e -> note(Happening.CHANNEL_CLOSED, e.channel(), e.refunded());
            case LedgerEvent.NewBlock e -> hashes.put(e.block().number(), e.block().hash());
            case LedgerEvent.Reorg e -> hashes.tailMap(e.block().number(), false).clear();
            default -> {}
        }
        world.tellSellers(event);
    }

    private void note(Happening what, ChannelId channel, Amount amount) {
        world.note(what, 0, world.number(channel), amount.toLongSaturated());
    }

    /** The checker's look at one channel. */
    void look(ChannelId id, int number) {
        ChannelOnChain state = reader.channel(id);
        world.checker.onChain(
                number,
                state.reserve().toLongSaturated(),
                state.claimed().toLongSaturated(),
                state.isClosed());
    }

    /** The checker's look at the canonical chain. */
    void check() {
        world.channels.forEach(this::look);
        long outside = 0;
        long free = 0;
        long credited = 0;
        long withdrawn = 0;
        for (int node = 0; node < Cast.NODES; node++) {
            Address account = Cast.wallet(node).address();
            long balance = reader.balance(account, Cast.TOKEN).toLongSaturated();
            outside += balance;
            if (!world.isPayer(node)) withdrawn += balance;
            free += reader.freeDeposit(account, Cast.TOKEN).toLongSaturated();
            credited += reader.credit(account, Cast.TOKEN).toLongSaturated();
        }
        world.checker.conservation(funded, outside, free, credited, withdrawn);
        checkDeposits();
    }

    private void checkDeposits() {
        for (int node = 0; node < world.plan.nodes(); node++)
            if (world.isPayer(node)) world.checker.deposit(node, World.FUNDS);
    }
}
