package dev.sluice.engine.node;

import dev.sluice.engine.payee.ChannelChange;
import dev.sluice.engine.payee.CreditStop;
import dev.sluice.engine.payee.PayeePipeline;
import dev.sluice.engine.payee.Rereads;
import dev.sluice.payments.channel.ChannelId;
import dev.sluice.payments.ledger.Ledger;
import dev.sluice.payments.ledger.LedgerEvent;
import dev.sluice.payments.ledger.LedgerException;
import dev.sluice.payments.ledger.LedgerHealth;
import dev.sluice.payments.rules.Standing;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the gate's view of the chain fresh, off the hot path, and ends credit when there is no
 * view.
 *
 * <pre>
 *   feed ──► Rereads ──► reader ──► gate: Seen          pulse: asks for the ledger's health
 *   gate ──►   (due)     blocks on the ledger           clock: tells the gate when it is silent
 * </pre>
 *
 * <p>Three threads, since a question to a dead endpoint may hang for as long as a request may: the
 * clock asks nobody. When the ledger is back, all channels are read again before credit is.
 */
final class ChainWatch implements AutoCloseable {
    private static final long MOST_BETWEEN_MS = 1_000;
    private static final long LEAST_BETWEEN_MS = 20;
    private static final long RETRY_MS = 200;
    private static final long GAS_PRICE_MS = 15_000;

    private final Ledger ledger;
    private final ChainReader reader;
    private final Rereads rereads;
    private final PayeePipeline pipeline;
    private final Consumer<String> trouble;
    private final LongSupplier clockMs;
    private final CreditStop stop;
    private final long betweenMs;
    private final Thread[] threads;
    private LedgerHealth health = new LedgerHealth(1, 1, 0, 0);
    private boolean goingBack;
    private volatile boolean closed;
    private volatile @Nullable AutoCloseable feed;

    ChainWatch(
            Ledger ledger,
            ChainReader reader,
            Rereads rereads,
            PayeePipeline pipeline,
            long exitDelaySeconds,
            Consumer<String> trouble) {
        this.ledger = ledger;
        this.reader = reader;
        this.rereads = rereads;
        this.pipeline = pipeline;
        this.trouble = trouble;
        this.clockMs = () -> System.nanoTime() / 1_000_000;
        this.stop = new CreditStop(exitDelaySeconds, clockMs.getAsLong());
        this.betweenMs = Math.clamp(stop.limitMillis() / 10, LEAST_BETWEEN_MS, MOST_BETWEEN_MS);
        this.threads =
                new Thread[] {
                    thread("chain-reader", this::read),
                    thread("chain-pulse", this::pulse),
                    thread("chain-clock", this::clock)
                };
    }

    private static Thread thread(String name, Work work) {
        return Thread.ofVirtual().name(name).unstarted(() -> untilInterrupted(work));
    }

    private interface Work {
        void run() throws InterruptedException;
    }

    private static void untilInterrupted(Work work) {
        try {
            work.run();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    void start() {
        reader.refreshClaimCost();
        feed = ledger.subscribe(ledger.blockNumber(), this::onChain);
        for (Thread thread : threads) thread.start();
    }

    private void onChain(LedgerEvent event) {
        if (event instanceof LedgerEvent.ExitStarted exit)
            tell(exit.channel(), new ChannelChange.ExitStarted());
        rereads.on(event);
    }

    private void tell(@Nullable ChannelId channel, ChannelChange change) {
        var _ = pipeline.changed(channel, change); // nobody waits for the chain's news
    }

    private void read() throws InterruptedException {
        while (!closed) {
            Rereads.Due due = rereads.take();
            try {
                Standing standing = reader.standing(due.channel());
                long head = reader.head();
                tell(due.channel(), new ChannelChange.Seen(standing));
                rereads.seen(due, standing, head);
            } catch (LedgerException e) {
                rereads.failed(due);
                Thread.sleep(RETRY_MS);
            }
        }
    }

    private void pulse() throws InterruptedException {
        long pricedMs = clockMs.getAsLong();
        long readMs = pricedMs;
        while (!closed) {
            ask();
            if (stop.limitMillis() > 0 && clockMs.getAsLong() - readMs >= stop.limitMillis() / 2) {
                rereads.all(); // the feed comes from one endpoint, which may pass over an exit
                readMs = clockMs.getAsLong();
            }
            if (clockMs.getAsLong() - pricedMs >= GAS_PRICE_MS) {
                refreshClaimCost();
                pricedMs = clockMs.getAsLong();
            }
            Thread.sleep(betweenMs);
        }
    }

    /**
     * Asks for the head itself: the health may still trust an endpoint that has only begun not to
     * answer.
     */
    private void ask() {
        try {
            ledger.blockNumber();
            heard(ledger.health());
        } catch (LedgerException silent) {
            unheard(ledger.health());
        }
    }

    private synchronized void unheard(LedgerHealth now) {
        health = now;
    }

    private void refreshClaimCost() {
        try {
            reader.refreshClaimCost();
        } catch (LedgerException e) {
            trouble.accept("the price of gas is not known anew: " + e.getMessage());
        }
    }

    private synchronized void heard(LedgerHealth now) {
        health = now;
        stop.heard(clockMs.getAsLong(), now.silentMillis());
    }

    private void clock() throws InterruptedException {
        while (!closed) {
            tick();
            Thread.sleep(betweenMs);
        }
    }

    private synchronized void tick() {
        stop.tick(clockMs.getAsLong()).ifPresent(this::turned);
        if (!goingBack || !rereads.isIdle()) return;
        goingBack = false;
        tell(null, new ChannelChange.LedgerBack());
        trouble.accept("the ledger answers again: credit is given again");
    }

    private void turned(ChannelChange change) {
        if (change instanceof ChannelChange.LedgerSilent) {
            goingBack = false;
            tell(null, change);
            trouble.accept(
                    "the ledger has been silent for a quarter of the exit delay: no more credit");
        } else {
            goingBack = true;
            rereads.all();
        }
    }

    /** How the ledger can be reached, with the silence as it is now. */
    synchronized LedgerHealth health() {
        return new LedgerHealth(
                health.endpoints(),
                health.answering(),
                health.block(),
                stop.silentMillis(clockMs.getAsLong()));
    }

    long silenceLimitMillis() {
        return stop.limitMillis();
    }

    @Override
    public void close() {
        closed = true;
        AutoCloseable open = feed;
        try {
            if (open != null) open.close();
        } catch (Exception e) {
            throw new IllegalStateException("the ledger's feed did not close", e);
        }
        for (Thread thread : threads) thread.interrupt();
    }
}
