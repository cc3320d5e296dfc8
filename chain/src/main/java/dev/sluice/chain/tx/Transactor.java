package dev.sluice.chain.tx;

import dev.sluice.chain.contract.ContractCall;
import dev.sluice.chain.rpc.Answer;
import dev.sluice.chain.rpc.EndpointUnreachable;
import dev.sluice.chain.rpc.Hex;
import dev.sluice.chain.rpc.Node;
import dev.sluice.chain.rpc.RpcRefusal;
import dev.sluice.payments.ledger.LedgerException;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * Sends the transactions of one account, many in flight, and completes their futures.
 *
 * <p>One daemon thread owns the nonce and all that is in flight. It takes what waits as one burst:
 * gas is estimated in one batch, then the transactions are signed with rising nonces and sent one
 * after the other, so that a refused one leaves no hole. An estimate that fails is repeated alone
 * after those before it were sent, because it may build on them; what is refused then is not sent.
 * Each is in the {@link TxJournal} before it leaves. Futures complete on virtual threads. Failures:
 * {@link LedgerException}.
 */
public final class Transactor implements AutoCloseable {
    private static final int MAX_WAITING = 4_096;
    private static final int MAX_BURST = 48;
    private static final int UNKNOWN = -1;
    private static final long IDLE_LOOK_NS = 2_000_000_000L;
    private static final int FINAL_DEPTH = 64;
    private static final long CLOSING_MS = 2_000;

    private final Node node;
    private final Account account;
    private final TxSettings settings;
    private final TxRpc rpc;
    private final TxJournal journal;
    private final Watch watch;
    private final BlockingQueue<Request> waiting = new LinkedBlockingQueue<>(MAX_WAITING);
    private final Thread owner;
    private volatile boolean closed;
    private long nextNonce = UNKNOWN;
    private long nextLookNs;

    public Transactor(Node node, Account account, TxSettings settings) {
        this(node, account, settings, FINAL_DEPTH);
    }

    /** Cares for each transaction until it is {@code finalDepth} blocks deep. */
    public Transactor(Node node, Account account, TxSettings settings, int finalDepth) {
        this(node, account, settings, finalDepth, journal(account, settings));
    }

    Transactor(Node node, Account account, TxSettings settings, int finalDepth, TxJournal journal) {
        this.node = node;
        this.account = account;
        this.settings = settings;
        this.rpc = new TxRpc(node, account.address(), settings);
        this.journal = journal;
        this.watch = new Watch(account, rpc, settings, journal, finalDepth);
        this.owner =
                Thread.ofPlatform()
                        .daemon()
                        .name("sluice-tx-" + account.address().toString().substring(0, 8))
                        .start(this::run);
    }

    private static TxJournal journal(Account account, TxSettings settings) {
        String name = "tx-" + account.chainId() + "-" + account.address() + ".journal";
        return settings.journal()
                .<TxJournal>map(directory -> FileTxJournal.open(directory.resolve(name)))
                .orElse(TxJournal.NONE);
    }

    /** Queues a transaction; completes when it is in a block. */
    public CompletableFuture<Included> send(ContractCall call) {
        Request request = new Request(call, new CompletableFuture<>());
        if (closed) request.fail(Reasons.closed(call));
        else if (!waiting.offer(request))
            request.fail(
                    new LedgerException(
                            call.action()
                                    + " not sent: "
                                    + MAX_WAITING
                                    + " transactions wait already; send fewer at a time"));
        if (closed) failWaiting();
        return request.future();
    }

    public Totals totals() {
        return watch.totals();
    }

    private void run() {
        try {
            journal.unfinished().forEach(watch::recover);
            while (!closed) turn();
        } catch (InterruptedException e) {
            // close() asks the thread to end
        } finally {
            closed = true;
            failWaiting();
            watch.failAll();
            Thread.interrupted(); // or the interrupt that ended us would fail the last sync
            journal.close();
        }
    }

    private void turn() throws InterruptedException {
        List<Request> burst = nextBurst();
        if (!burst.isEmpty()) {
            sendBurst(burst);
            nextLookNs = System.nanoTime();
        }
        if (!watch.isEmpty() && System.nanoTime() - nextLookNs >= 0) {
            watch.look();
            nextLookNs = System.nanoTime() + pauseNs();
        }
    }

    /** Nobody waits for what only a reorg could bring back. */
    private long pauseNs() {
        long poll = settings.poll().toNanos();
        return watch.isIdle() ? Math.max(poll, IDLE_LOOK_NS) : poll;
    }

    /** Waits for work, or until the next look at receipts is due. */
    private List<Request> nextBurst() throws InterruptedException {
        Request first =
                watch.isEmpty()
                        ? waiting.take()
                        : waiting.poll(nextLookNs - System.nanoTime(), TimeUnit.NANOSECONDS);
        List<Request> burst = new ArrayList<>();
        if (first == null) return burst;
        burst.add(first);
        waiting.drainTo(burst, MAX_BURST - 1);
        return burst;
    }

    private void sendBurst(List<Request> burst) {
        int sent = 0;
        try {
            if (nextNonce == UNKNOWN) nextNonce = firstNonce();
            TxRpc.Quote quote = rpc.quote(burst.stream().map(Request::call).toList());
            for (; sent < burst.size(); sent++)
                sendOne(burst.get(sent), quote, quote.gas().get(sent), sent > 0);
        } catch (RuntimeException failure) {
            for (Request rest : burst.subList(sent, burst.size()))
                rest.fail(whyNotSent(rest, failure));
        } catch (Error fatal) {
            for (Request rest : burst.subList(sent, burst.size())) rest.fail(broken(fatal));
            throw fatal;
        }
    }

    private long firstNonce() {
        return Math.max(node.pendingNonce(account.address()), watch.nonceAfterLast());
    }

    private void sendOne(
            Request request, TxRpc.Quote quote, Answer estimate, boolean sawOthersBefore) {
        try {
            Answer gas = sawOthersBefore ? repeatIfRefused(request.call(), estimate) : estimate;
            deliver(request, quote, withMargin(Hex.number(gas.value().asString())));
        } catch (RpcRefusal refusal) {
            request.fail(Reasons.refused(request.call(), account.address(), refusal));
        }
    }

    private Answer repeatIfRefused(ContractCall call, Answer estimate) {
        return estimate instanceof Answer.Refused
                ? rpc.quote(List.of(call)).gas().getFirst()
                : estimate;
    }

    /** A nonce that the node says is used makes us ask for it again, once. */
    private void deliver(Request request, TxRpc.Quote quote, BigInteger gasLimit) {
        try {
            offer(request, quote, gasLimit);
        } catch (RpcRefusal refusal) {
            if (!Reasons.isNonceUsed(refusal)) throw refusal;
            nextNonce = firstNonce();
            offer(request, quote, gasLimit);
        }
    }

    /** An answer that got lost may stand for a sent transaction, so its nonce counts as used. */
    private void offer(Request request, TxRpc.Quote quote, BigInteger gasLimit) {
        Account.Signed signed = account.sign(request.call(), nextNonce, gasLimit, quote.fee());
        InFlight tx = new InFlight(request, nextNonce, gasLimit, signed, System.nanoTime());
        tx.sentAtBlock = quote.block();
        journal.signed(tx.toJournal());
        deliver(tx);
        watch.add(tx);
        nextNonce++;
    }

    /** Throws when no node took it, so that its nonce is free again. */
    private void deliver(InFlight tx) {
        try {
            node.sendRaw(tx.signed.bytes());
        } catch (EndpointUnreachable lost) {
            if (!lost.mayBeDelivered()) throw free(tx, lost);
        } catch (RpcRefusal refusal) {
            if (!Reasons.isKnown(refusal) && !hasReceipt(tx)) throw free(tx, refusal);
        }
    }

    private <T extends RuntimeException> T free(InFlight tx, T why) {
        journal.finished(tx.nonce);
        return why;
    }

    /** One endpoint may have taken it and lost the answer before the next refused its nonce. */
    private boolean hasReceipt(InFlight tx) {
        return !rpc.receipts(tx.hashes).getFirst().isNull();
    }

    /** State may change between estimate and block: a quarter more and room for a cold slot. */
    private static BigInteger withMargin(BigInteger gas) {
        return gas.add(gas.shiftRight(2)).add(BigInteger.valueOf(25_000));
    }

    /** close() interrupts a request, which then fails like an endpoint that does not answer. */
    private LedgerException whyNotSent(Request request, RuntimeException failure) {
        if (closed) return Reasons.closed(request.call());
        return failure instanceof LedgerException ledger
                ? ledger
                : new LedgerException("transaction not sent: " + failure, failure);
    }

    private static LedgerException broken(Error fatal) {
        return new LedgerException("transaction not sent, and no more will be: " + fatal, fatal);
    }

    private void failWaiting() {
        for (Request rest = waiting.poll(); rest != null; rest = waiting.poll())
            rest.fail(Reasons.closed(rest.call()));
    }

    /** Ends the thread; futures that are still open fail, what was sent may still be included. */
    @Override
    public void close() {
        closed = true;
        owner.interrupt();
        try {
            owner.join(CLOSING_MS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
