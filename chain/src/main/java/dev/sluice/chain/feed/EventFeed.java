package dev.sluice.chain.feed;

import dev.sluice.chain.contract.EventDecoder;
import dev.sluice.chain.rpc.Node;
import dev.sluice.payments.ledger.LedgerEvent;
import dev.sluice.payments.ledger.LedgerException;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One subscription to the ledger's events: a daemon thread that polls for new blocks.
 *
 * <p>Threads: the listener is called on that thread only. Failures: without an answer the feed
 * keeps asking, ever slower up to five seconds, and then goes on where it was; a listener that
 * throws and a reorg too deep to follow end the feed, because an event must not be passed over
 * (I10); {@link #brokenMillis} tells.
 */
public final class EventFeed implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(EventFeed.class);
    private static final Duration SLOWEST = Duration.ofSeconds(5);

    private final BlockTracker tracker;
    private final Consumer<LedgerEvent> listener;
    private final Duration poll;
    private final Thread owner;
    private volatile boolean closed;
    private int failures;
    private volatile long brokenSinceNs;
    private volatile boolean broken;

    /** Delivers everything in the blocks after {@code fromBlock}. */
    public EventFeed(
            Node node,
            EventDecoder decoder,
            Duration poll,
            long fromBlock,
            Consumer<LedgerEvent> listener) {
        this.tracker = new BlockTracker(node, decoder, fromBlock, this::unlessClosed);
        this.listener = listener;
        this.poll = poll;
        this.owner = Thread.ofPlatform().daemon().name("sluice-feed").start(this::run);
    }

    private void unlessClosed(LedgerEvent event) {
        if (!closed) listener.accept(event);
    }

    private void run() {
        while (!closed) {
            try {
                tracker.step();
                failures = 0;
            } catch (LedgerException failure) {
                complain(failure);
            } catch (RuntimeException fatal) {
                LOG.error("the ledger feed ends, and nothing after this is told", fatal);
                brokenSinceNs = System.nanoTime();
                broken = true;
                return;
            }
            LockSupport.parkNanos(pauseNs());
        }
    }

    private void complain(LedgerException failure) {
        if (closed) return;
        if (failures++ == 0) LOG.warn("the ledger feed waits: {}", failure.getMessage());
    }

    private long pauseNs() {
        long pause = poll.toNanos() << Math.min(failures, 6);
        return failures == 0 ? pause : Math.min(pause, SLOWEST.toNanos());
    }

    /** For how long it has been dead by a failure, in milliseconds; 0 while it is not. */
    public long brokenMillis() {
        return broken ? Math.max(1, (System.nanoTime() - brokenSinceNs) / 1_000_000) : 0;
    }

    /** Ends the thread; nothing is delivered afterwards, save an event that is just being taken. */
    @Override
    public void close() {
        closed = true;
        LockSupport.unpark(owner);
    }
}
