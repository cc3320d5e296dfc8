package dev.sluice.engine.payee;

import dev.sluice.payments.channel.ChannelId;
import dev.sluice.payments.ledger.LedgerEvent;
import dev.sluice.payments.rules.Standing;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Which channels must be read from the ledger again: at each block those that wait for
 * confirmations, after a reorg all (T9), and each that the chain names or a payer shows.
 *
 * <p>The feed tells a reorg only of blocks that it has told before. What was read of a block above
 * those can be taken back without a word, so it is read again until the feed has come that far.
 *
 * <p>A channel waits once, however often it is named. Threads: safe for all; one lock, never held
 * for long.
 */
public final class Rereads implements GateListener {
    private final Set<ChannelId> attached = new TreeSet<>();
    private final Set<ChannelId> pending = new TreeSet<>();
    private final LinkedHashSet<ChannelId> due = new LinkedHashSet<>();
    private int reading;
    private long told;

    /**
     * A channel that is to be read now.
     *
     * @param told the newest block that the feed had told of by then
     */
    public record Due(ChannelId channel, long told) {}

    /** What was read before the channel was attached may be out of date by now. */
    @Override
    public synchronized void attached(ChannelId channel) {
        attached.add(channel);
        dueNow(channel);
    }

    @Override
    public synchronized void evicted(ChannelId channel) {
        attached.remove(channel);
        pending.remove(channel);
        due.remove(channel);
    }

    public synchronized void on(LedgerEvent event) {
        switch (event) {
            case LedgerEvent.Opened e -> named(e.channel());
            case LedgerEvent.ToppedUp e -> named(e.channel());
            case LedgerEvent.Claimed e -> named(e.channel());
            case LedgerEvent.ExitStarted e -> named(e.channel());
            case LedgerEvent.ExitCancelled e -> named(e.channel());
            case LedgerEvent.Closed e -> named(e.channel());
            case LedgerEvent.Reorg e -> {
                told = e.block().number();
                all();
            }
            case LedgerEvent.NewBlock e -> {
                told = e.block().number();
                pending.forEach(this::dueNow);
            }
            default -> {}
        }
    }

    private void named(ChannelId channel) {
        if (attached.contains(channel)) dueNow(channel);
    }

    /** Nothing that was read before can be relied on. */
    public synchronized void all() {
        attached.forEach(this::dueNow);
    }

    private void dueNow(ChannelId channel) {
        due.add(channel);
        notifyAll();
    }

    /**
     * It was read, and the gate was told.
     *
     * @param head the newest block that it can have been read of
     */
    public synchronized void seen(Due read, Standing standing, long head) {
        reading--;
        ChannelId channel = read.channel();
        boolean ahead = head > read.told();
        if (!attached.contains(channel) || !(ahead || standing.isPending())) {
            pending.remove(channel);
            return;
        }
        pending.add(channel);
        if (ahead && told != read.told()) dueNow(channel);
    }

    /** It could not be read: again later, if it is still attached. */
    public synchronized void failed(Due read) {
        reading--;
        if (attached.contains(read.channel())) due.add(read.channel());
    }

    /** Whether the gate knows all that was due. */
    public synchronized boolean isIdle() {
        return due.isEmpty() && reading == 0;
    }

    /** The next one, or null when none is due; ends with {@link #seen} or {@link #failed}. */
    public synchronized @Nullable Due poll() {
        return due.isEmpty() ? null : begin();
    }

    /** The same, as soon as one is due. */
    public synchronized Due take() throws InterruptedException {
        while (due.isEmpty()) wait();
        return begin();
    }

    private Due begin() {
        reading++;
        return new Due(due.removeFirst(), told);
    }
}
