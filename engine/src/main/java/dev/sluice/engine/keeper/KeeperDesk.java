package dev.sluice.engine.keeper;

import dev.sluice.payments.channel.ChannelId;
import dev.sluice.payments.ledger.ChannelOnChain;
import dev.sluice.payments.ledger.Claim;
import dev.sluice.payments.ledger.Ledger;
import dev.sluice.payments.ledger.LedgerException;
import dev.sluice.payments.money.Amount;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Does what the core asks for: every read and every transaction on a virtual thread, its answer
 * into the inbox. Each request is answered once, whatever happens to it.
 */
final class KeeperDesk implements KeeperEffects, AutoCloseable {
    private static final Executor THREADS = Thread::startVirtualThread;
    private static final long GAS_PRICE_AGE_NS = TimeUnit.SECONDS.toNanos(15);

    private final Ledger ledger;
    private final Consumer<KeeperEvent> inbox;
    private final Consumer<KeeperNote> notes;
    private volatile boolean closed;
    private long pricedNs = System.nanoTime();

    KeeperDesk(Ledger ledger, Consumer<KeeperEvent> inbox, Consumer<KeeperNote> notes) {
        this.ledger = ledger;
        this.inbox = inbox;
        this.notes = notes;
    }

    long nowSeconds() {
        return System.currentTimeMillis() / 1_000;
    }

    long weiPerGas() {
        return ledger.weiPerGas();
    }

    AutoCloseable subscribe() {
        return ledger.subscribe(
                ledger.blockNumber(), event -> inbox.accept(new KeeperEvent.Happened(event)));
    }

    @Override
    public void read(ChannelId channel) {
        THREADS.execute(() -> inbox.accept(answer(channel)));
    }

    private KeeperEvent answer(ChannelId channel) {
        try {
            ChannelOnChain head = ledger.channel(channel);
            return new KeeperEvent.OnChain(channel, head, settled(channel, head));
        } catch (RuntimeException e) {
            return new KeeperEvent.ReadFailed(channel, why(e));
        }
    }

    /** A channel that is untouched since it was opened needs no second question. */
    private ChannelOnChain settled(ChannelId channel, ChannelOnChain head) {
        if (head.claimed().isZero() && head.isOpen()) return head;
        long depth = ledger.blockNumber() - ledger.finalBlock();
        return ledger.channel(channel, Math.clamp(depth, 0, Ledger.MAX_DEPTH));
    }

    /** Asks what gas costs when that was long ago; an endpoint that is away is asked again. */
    void refreshGasPrice() {
        if (System.nanoTime() - pricedNs < GAS_PRICE_AGE_NS) return;
        pricedNs = System.nanoTime();
        THREADS.execute(
                () -> {
                    try {
                        inbox.accept(new KeeperEvent.GasPrice(ledger.weiPerGas()));
                    } catch (LedgerException away) {
                        // the last price stands until then
                    }
                });
    }

    @Override
    public void claim(long batch, List<Claim> rows) {
        THREADS.execute(
                () -> {
                    var _ =
                            send(rows)
                                    .whenCompleteAsync(
                                            (_, failure) -> inbox.accept(outcome(batch, failure)),
                                            THREADS);
                });
    }

    /**
     * A row that was claimed since it was read, by an earlier process or another keeper, would cost
     * gas for nothing: it is left out.
     */
    private CompletableFuture<?> send(List<Claim> rows) {
        try {
            List<Claim> owed = rows.stream().filter(this::isOwed).toList();
            return owed.isEmpty() ? CompletableFuture.completedFuture(null) : ledger.claim(owed);
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private boolean isOwed(Claim row) {
        Amount claimed = ledger.channel(row.voucher().channel()).claimed();
        return claimed.compareTo(row.voucher().cumulative()) < 0;
    }

    private KeeperEvent outcome(long batch, @Nullable Throwable failure) {
        if (failure == null) return new KeeperEvent.BatchIncluded(batch);
        Throwable cause =
                failure instanceof CompletionException c && c.getCause() != null
                        ? c.getCause()
                        : failure;
        boolean reachable = !closed && ledger.health().answering() > 0;
        return new KeeperEvent.BatchFailed(batch, reachable, why(cause));
    }

    private static String why(Throwable failure) {
        String message = failure.getMessage();
        return failure instanceof LedgerException && message != null ? message : "" + failure;
    }

    @Override
    public void forget(ChannelId channel) {}

    @Override
    public void said(KeeperNote note) {
        notes.accept(note);
    }

    @Override
    public void close() {
        closed = true;
    }
}
