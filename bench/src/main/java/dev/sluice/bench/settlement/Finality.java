package dev.sluice.bench.settlement;

import dev.sluice.payments.ledger.Ledger;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Tells when blocks have become final, on a thread of its own. */
final class Finality implements AutoCloseable {
    private static final long LOOK_MS = 25;

    private record Awaited(long block, long fromNs, CompletableFuture<Double> seconds) {}

    private final Ledger ledger;
    private final Queue<Awaited> awaited = new ConcurrentLinkedQueue<>();
    private final Thread thread;

    Finality(Ledger ledger) {
        this.ledger = ledger;
        this.thread = Thread.ofVirtual().start(this::watch);
    }

    /** The seconds from then until the block is final. */
    CompletableFuture<Double> of(long block, long fromNs) {
        Awaited one = new Awaited(block, fromNs, new CompletableFuture<>());
        awaited.add(one);
        return one.seconds();
    }

    private void watch() {
        try {
            while (!Thread.interrupted()) {
                look(ledger.finalBlock());
                Thread.sleep(LOOK_MS);
            }
        } catch (InterruptedException e) {
            // close() ends it
        } catch (RuntimeException failure) {
            awaited.forEach(one -> one.seconds().completeExceptionally(failure));
        }
    }

    private void look(long finalBlock) {
        List<Awaited> reached = new ArrayList<>();
        for (Awaited one : awaited) if (one.block() <= finalBlock) reached.add(one);
        awaited.removeAll(reached);
        for (Awaited one : reached)
            one.seconds().complete((System.nanoTime() - one.fromNs()) / 1e9);
    }

    @Override
    public void close() {
        thread.interrupt();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
