package dev.sluice.payments.ledger;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.sluice.payments.channel.Domain;
import dev.sluice.payments.crypto.Keccak256;
import dev.sluice.payments.ledger.LedgerEvent.BlockRef;
import dev.sluice.payments.money.Address;
import dev.sluice.payments.money.Amount;
import dev.sluice.payments.money.Bytes32;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * A chain with the channel contract and nothing else, in memory: deterministic, for simulation and
 * for comparing with the real contract.
 *
 * <p>A transaction takes effect at once and is counted in the block that {@link #mine} ends; events
 * are delivered there, on the caller's thread. Time stands still but for {@link #advance}. The last
 * {@link Ledger#MAX_DEPTH} blocks can be read below the head and taken back ({@link #reorg}).
 *
 * <p>Threads: safe for all; one lock.
 */
public final class InMemoryChain {
    /** Where time starts, in seconds since 1970. */
    public static final long START_SECONDS = 1_750_000_000L;

    /** How deep a block is final where nothing else is said. */
    public static final int FINAL_DEPTH = 64;

    private final Domain domain;
    private final long minExitDelaySeconds;
    private final int finalDepth;
    private final Writes writes = new Writes();
    private final Purses outside = new Purses(writes);
    private final InMemoryContract contract;
    private final List<LedgerEvent> history = new ArrayList<>();
    private final List<LedgerEvent> pending = new ArrayList<>();
    private final List<Consumer<LedgerEvent>> listeners = new ArrayList<>();
    private final Deque<Block> blocks = new ArrayDeque<>();
    private List<Gift> gifts = new ArrayList<>();
    private long timeSeconds = START_SECONDS;
    private BlockRef head = new BlockRef(0, hash("block", 0, 0));
    private long branch;
    private long transactions;

    public InMemoryChain(Domain domain, long minExitDelaySeconds) {
        this(domain, minExitDelaySeconds, FINAL_DEPTH);
    }

    /** A chain whose blocks are final {@code finalDepth} blocks below the head. */
    public InMemoryChain(Domain domain, long minExitDelaySeconds, int finalDepth) {
        if (finalDepth < 0 || finalDepth > Ledger.MAX_DEPTH)
            throw new IllegalArgumentException(
                    "final depth " + finalDepth + " outside 0.." + Ledger.MAX_DEPTH);
        this.domain = domain;
        this.minExitDelaySeconds = minExitDelaySeconds;
        this.finalDepth = finalDepth;
        this.contract = new InMemoryContract(domain, minExitDelaySeconds, new Next(), writes);
    }

    /** What can be taken back: the block below, and what was given out of nothing since. */
    private record Block(BlockRef parent, List<Gift> gifts) {}

    private record Gift(Address account, Address token, Amount amount) {}

    private final class Next implements InMemoryContract.Block {
        @Override
        public long timeSeconds() {
            return timeSeconds;
        }

        @Override
        public void emit(Function<BlockRef, LedgerEvent> event) {
            InMemoryChain.this.emit(event);
        }
    }

    /** The contract as this account sees it. */
    public InMemoryLedger ledger(Address account) {
        return new InMemoryLedger(this, account);
    }

    /** Gives an account money out of nothing; no reorg takes it back. */
    public synchronized void fund(Address account, Address token, Amount amount) {
        give(new Gift(account, token, amount));
    }

    private void give(Gift gift) {
        outside.add(gift.account, gift.token, gift.amount);
        writes.commit();
        gifts.add(gift);
    }

    /** Ends the block and delivers its events to all listeners. */
    public synchronized void mine() {
        blocks.push(new Block(head, gifts));
        if (blocks.size() > Ledger.MAX_DEPTH) blocks.removeLast();
        gifts = new ArrayList<>();
        writes.seal();
        head = next();
        List<LedgerEvent> events = new ArrayList<>(pending);
        pending.clear();
        events.add(new LedgerEvent.NewBlock(head));
        history.addAll(events);
        tell(events);
    }

    /**
     * Takes back the last blocks, the unfinished one and all their transactions, and tells all
     * listeners. The blocks that follow have other hashes; what is still wanted is sent again by
     * its sender. Time does not go back.
     *
     * @param depth from 1 to {@link #deepestReorg}
     */
    public synchronized void reorg(int depth) {
        if (depth < 1 || depth > blocks.size())
            throw new IllegalArgumentException("depth " + depth + " outside 1.." + blocks.size());
        List<Gift> given = new ArrayList<>(gifts);
        for (int i = 0; i < depth; i++) {
            Block last = blocks.pop();
            head = last.parent;
            given.addAll(0, last.gifts);
        }
        branch++;
        writes.takeBack(depth);
        pending.clear();
        history.removeIf(event -> event.block().number() > head.number());
        gifts = new ArrayList<>();
        given.forEach(this::give);
        tell(List.of(new LedgerEvent.Reorg(head)));
    }

    /** How many blocks can be taken back: all of a short chain, else those that are kept. */
    public synchronized int deepestReorg() {
        return blocks.size();
    }

    private void tell(List<LedgerEvent> events) {
        for (Consumer<LedgerEvent> listener : List.copyOf(listeners)) events.forEach(listener);
    }

    /** Lets time pass, then ends the block. */
    public synchronized void advance(long seconds) {
        if (seconds < 0) throw new IllegalArgumentException("time goes back by " + -seconds);
        timeSeconds = Math.addExact(timeSeconds, seconds);
        mine();
    }

    public synchronized long timeSeconds() {
        return timeSeconds;
    }

    public Domain domain() {
        return domain;
    }

    long minExitDelaySeconds() {
        return minExitDelaySeconds;
    }

    synchronized long blockNumber() {
        return head.number();
    }

    synchronized long finalBlock() {
        return Math.max(0, head.number() - finalDepth);
    }

    /** A transaction: all of it, or nothing and a failed future. */
    synchronized CompletableFuture<Receipt> transact(Consumer<InMemoryContract> call) {
        int events = pending.size();
        try {
            call.accept(contract);
            writes.commit();
            return CompletableFuture.completedFuture(receipt());
        } catch (LedgerException refused) {
            takeBack(events);
            return CompletableFuture.failedFuture(refused);
        } catch (RuntimeException broken) {
            takeBack(events);
            throw broken;
        }
    }

    private void takeBack(int events) {
        writes.rollBack();
        pending.subList(events, pending.size()).clear();
    }

    synchronized <T> T read(Function<InMemoryContract, T> query) {
        return query.apply(contract);
    }

    synchronized Amount balance(Address account, Address token) {
        return outside.get(account, token);
    }

    /** Moves money from an account to the contract; only within a transaction. */
    void pay(Address account, Address token, Amount amount) {
        Amount has = outside.get(account, token);
        if (amount.compareTo(has) > 0)
            throw new LedgerException("deposit of " + amount + ", the account has " + has);
        outside.take(account, token, amount);
    }

    /** Moves money from the contract to an account; only within a transaction. */
    void receive(Address account, Address token, Amount amount) {
        outside.add(account, token, amount);
    }

    /** Adds an event of another contract; only within a transaction. */
    void emit(Function<BlockRef, LedgerEvent> event) {
        pending.add(event.apply(next()));
    }

    synchronized AutoCloseable subscribe(long fromBlock, Consumer<LedgerEvent> listener) {
        List<LedgerEvent> past = List.copyOf(history);
        listeners.add(listener);
        past.stream().filter(event -> event.block().number() > fromBlock).forEach(listener);
        return () -> unsubscribe(listener);
    }

    private synchronized void unsubscribe(Consumer<LedgerEvent> listener) {
        listeners.remove(listener);
    }

    private Receipt receipt() {
        return new Receipt(hash("transaction", ++transactions, 0), head.number() + 1, 0);
    }

    private BlockRef next() {
        long number = head.number() + 1;
        return new BlockRef(number, hash("block", number, branch));
    }

    private static Bytes32 hash(String kind, long number, long branch) {
        byte[] kindBytes = kind.getBytes(US_ASCII);
        return Bytes32.of(Keccak256.hash(kindBytes, new Amount(branch, number).toBytes()));
    }
}
