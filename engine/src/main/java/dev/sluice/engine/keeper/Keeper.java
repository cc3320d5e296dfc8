package dev.sluice.engine.keeper;

import dev.sluice.payments.channel.ChannelId;
import dev.sluice.payments.channel.SignedVoucher;
import dev.sluice.payments.ledger.Claim;
import dev.sluice.payments.ledger.Ledger;
import dev.sluice.payments.ledger.LedgerException;
import dev.sluice.payments.money.Amount;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A keeper at work: runs the {@link KeeperCore} on a daemon thread of its own.
 *
 * <p>Threads: any may call; {@link #raised} costs a map entry and never waits. What is asked of the
 * ledger is done on virtual threads ({@link KeeperDesk}). Failures: a ledger that cannot be reached
 * is waited for; a failure of the store or of the core itself stops the keeper and is told once
 * (I10).
 */
public final class Keeper implements AutoCloseable {
    private static final int INBOX = 65_536;
    private static final long TICK_NS = TimeUnit.SECONDS.toNanos(1);
    private static final long LEDGER_WAIT_NS = TimeUnit.SECONDS.toNanos(2);

    private final KeeperCore core;
    private final VoucherSource vouchers;
    private final KeeperDesk desk;
    private final Consumer<Throwable> onFailure;
    private final BlockingQueue<KeeperEvent> inbox = new LinkedBlockingQueue<>(INBOX);
    private final Map<ChannelId, SignedVoucher> raised = new ConcurrentHashMap<>();
    private final Set<ChannelId> held = new HashSet<>();
    private final Waiters waiters = new Waiters();
    private final Thread thread;
    private volatile boolean closed;
    private @Nullable AutoCloseable feed;
    private long nextTickNs = System.nanoTime();
    private long nextLedgerNs = System.nanoTime();

    /**
     * What a keeper works with.
     *
     * @param ledger pays for the claims from its account; not closed by the keeper
     * @param onNote told of all that is worth telling, on the keeper's thread
     * @param onFailure told once when the keeper had to stop
     */
    public record Parts(
            Ledger ledger,
            VoucherSource vouchers,
            Consumer<KeeperNote> onNote,
            Consumer<Throwable> onFailure) {}

    private Keeper(KeeperSettings settings, Parts parts) {
        core = new KeeperCore(settings);
        vouchers = parts.vouchers();
        onFailure = parts.onFailure();
        desk = new KeeperDesk(parts.ledger(), this::put, note -> say(note, parts.onNote()));
        thread = Thread.ofPlatform().daemon().name("keeper").unstarted(this::run);
    }

    /** Starts it; it may begin before the ledger can be reached. */
    public static Keeper start(KeeperSettings settings, Parts parts) {
        Keeper keeper = of(settings, parts);
        keeper.begin();
        return keeper;
    }

    /** One that hears of vouchers, but reads and claims nothing until it is told to begin. */
    public static Keeper of(KeeperSettings settings, Parts parts) {
        return new Keeper(settings, parts);
    }

    /** Begins its work. Once. */
    public void begin() {
        thread.start();
    }

    /** A higher voucher is durable. Cheap: the keeper looks once a second. */
    public void raised(SignedVoucher voucher) {
        raised.merge(voucher.channel(), voucher, Keeper::higher);
    }

    private static SignedVoucher higher(SignedVoucher a, SignedVoucher b) {
        return a.cumulative().compareTo(b.cumulative()) >= 0 ? a : b;
    }

    /** A channel to keep, or a higher voucher of it; waits while the inbox is full. */
    public void hold(Claim claim) {
        put(new KeeperEvent.Held(claim));
    }

    /**
     * Claims this voucher now, whatever it costs. The future has what the contract has paid on the
     * channel, at least the voucher's amount, or fails with a {@link LedgerException}.
     */
    public CompletableFuture<Amount> settle(Claim claim) {
        CompletableFuture<Amount> done = waiters.settling(claim.voucher());
        if (closed) waiters.fail(stopped());
        hold(claim);
        put(new KeeperEvent.SettleNow(claim.voucher().channel()));
        return done;
    }

    /** Claims all that pays for itself; the future tells how much that was. */
    public CompletableFuture<KeeperNote.Swept> claimAll() {
        CompletableFuture<KeeperNote.Swept> done = waiters.sweeping();
        if (closed) waiters.fail(stopped());
        put(new KeeperEvent.ClaimAll());
        return done;
    }

    private static LedgerException stopped() {
        return new LedgerException("the keeper has stopped");
    }

    private void put(KeeperEvent event) {
        try {
            while (!closed && !inbox.offer(event, 1, TimeUnit.SECONDS)) {
                // the keeper is behind: whoever brings news waits, but for its end
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        try {
            while (!closed) turn();
        } catch (InterruptedException e) {
            // close() ends it
        } catch (RuntimeException | Error failure) {
            if (!closed) onFailure.accept(failure);
        } finally {
            closed = true;
            waiters.fail(stopped());
        }
    }

    private void turn() throws InterruptedException {
        KeeperEvent event = inbox.poll(nextTickNs - System.nanoTime(), TimeUnit.NANOSECONDS);
        if (event != null) take(event);
        if (System.nanoTime() - nextTickNs < 0) return;
        nextTickNs = System.nanoTime() + TICK_NS;
        if (feed == null) takeUp();
        else desk.refreshGasPrice();
        takeRaised();
        give(new KeeperEvent.Tick());
    }

    /** Once the ledger answers: events first, so that nothing falls between them and the reads. */
    private void takeUp() {
        if (System.nanoTime() - nextLedgerNs < 0) return;
        try {
            give(new KeeperEvent.GasPrice(desk.weiPerGas()));
            feed = desk.subscribe();
        } catch (LedgerException e) {
            nextLedgerNs = System.nanoTime() + LEDGER_WAIT_NS;
            waiters.fail(e);
            return;
        }
        vouchers.forEach(claim -> take(new KeeperEvent.Held(claim)));
    }

    private void take(KeeperEvent event) {
        if (event instanceof KeeperEvent.Held holding)
            held.add(holding.claim().voucher().channel());
        if (event instanceof KeeperEvent.ClaimAll) {
            if (feed == null) takeUp();
            if (feed == null) return; // takeUp() has told whoever waits
            takeRaised();
        }
        give(event);
    }

    private void takeRaised() {
        if (feed == null) return;
        for (ChannelId channel : List.copyOf(raised.keySet())) {
            SignedVoucher voucher = raised.remove(channel);
            if (voucher == null) continue;
            if (held.contains(channel)) give(new KeeperEvent.Raised(voucher));
            else {
                Optional<Claim> claim = vouchers.find(channel);
                claim.ifPresent(found -> take(new KeeperEvent.Held(found)));
            }
        }
    }

    private void give(KeeperEvent event) {
        core.on(event, desk.nowSeconds(), desk);
    }

    private void say(KeeperNote note, Consumer<KeeperNote> listener) {
        waiters.hear(note);
        listener.accept(note);
    }

    /** Ends it and waits for its thread; what was sent may still be included. */
    @Override
    public void close() {
        closed = true;
        if (!thread.equals(Thread.currentThread())) {
            thread.interrupt();
            try {
                thread.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        desk.close();
        try {
            if (feed != null) feed.close();
        } catch (Exception e) {
            throw new IllegalStateException("the ledger's feed did not close", e);
        }
    }
}
