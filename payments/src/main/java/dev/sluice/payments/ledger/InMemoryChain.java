package dev.sluice.payments.ledger;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.sluice.payments.channel.Domain;
import dev.sluice.payments.crypto.Keccak256;
import dev.sluice.payments.ledger.LedgerEvent.BlockRef;
import dev.sluice.payments.money.Address;
import dev.sluice.payments.money.Amount;
import dev.sluice.payments.money.Bytes32;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * A chain with the channel contract and nothing else, in memory: deterministic, for simulation and
 * for comparing with the real contract.
 *
 * <p>A transaction takes effect at once and is counted in the block that {@link #mine} ends; events
 * are delivered there, on the caller's thread. Time stands still but for {@link #advance}.
 *
 * <p>Threads: safe for all; one lock.
 */
public final class InMemoryChain {
    /** Where time starts, in seconds since 1970. */
    public static final long START_SECONDS = 1_750_000_000L;

    private final Domain domain;
    private final long minExitDelaySeconds;
    private final Writes writes = new Writes();
    private final Purses outside = new Purses(writes);
    private final InMemoryContract contract;
    private final List<LedgerEvent> history = new ArrayList<>();
    private final List<LedgerEvent> pending = new ArrayList<>();
    private final List<Consumer<LedgerEvent>> listeners = new ArrayList<>();
    private long timeSeconds = START_SECONDS;
    private long blockNumber;
    private long transactions;

    public InMemoryChain(Domain domain, long minExitDelaySeconds) {
        this.domain = domain;
        this.minExitDelaySeconds = minExitDelaySeconds;
        this.contract = new InMemoryContract(domain, minExitDelaySeconds, new Next(), writes);
    }

    private final class Next implements InMemoryContract.Block {
        @Override
        public long timeSeconds() {
            return timeSeconds;
        }

        @Override
        public void emit(Function<BlockRef, LedgerEvent> event) {
            pending.add(event.apply(block(blockNumber + 1)));
        }
    }

    /** The contract as this account sees it. */
    public InMemoryLedger ledger(Address account) {
        return new InMemoryLedger(this, account);
    }

    /** Gives an account money out of nothing. */
    public synchronized void fund(Address account, Address token, Amount amount) {
        outside.add(account, token, amount);
        writes.commit();
    }

    /** Ends the block and delivers its events to all listeners. */
    public synchronized void mine() {
        blockNumber++;
        List<LedgerEvent> events = new ArrayList<>(pending);
        pending.clear();
        events.add(new LedgerEvent.NewBlock(block(blockNumber)));
        history.addAll(events);
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
        return blockNumber;
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
        pending.add(event.apply(block(blockNumber + 1)));
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
        return new Receipt(hash("transaction", ++transactions), blockNumber + 1, 0);
    }

    private static BlockRef block(long number) {
        return new BlockRef(number, hash("block", number));
    }

    private static Bytes32 hash(String kind, long number) {
        byte[] kindBytes = kind.getBytes(US_ASCII);
        return Bytes32.of(Keccak256.hash(kindBytes, Amount.of(number).toBytes()));
    }
}
