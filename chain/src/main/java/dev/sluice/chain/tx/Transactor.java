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
import java.util.Locale;
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
 * after those before it were sent, because it may build on them. Futures complete on virtual
 * threads. Failures: {@link LedgerException}.
 */
public final class Transactor implements AutoCloseable {
    private static final int MAX_WAITING = 4_096;
    private static final int MAX_BURST = 48;
    private static final int UNKNOWN = -1;

    private final Node node;
    private final Account account;
    private final TxSettings settings;
    private final TxRpc rpc;
    private final Watch watch;
    private final BlockingQueue<Request> waiting = new LinkedBlockingQueue<>(MAX_WAITING);
    private final Thread owner;
    private volatile boolean closed;
    private long nextNonce = UNKNOWN;
    private long nextLookNs;

    public Transactor(Node node, Account account, TxSettings settings) {
        this.node = node;
        this.account = account;
        this.settings = settings;
        this.rpc = new TxRpc(node, account.address(), settings.fallbackTipWei());
        this.watch = new Watch(node, account, rpc, settings);
        this.owner =
                Thread.ofPlatform()
                        .daemon()
                        .name("sluice-tx-" + account.address().toString().substring(0, 8))
                        .start(this::run);
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
            while (!closed) turn();
        } catch (InterruptedException e) {
            // close() asks the thread to end
        } finally {
            closed = true;
            failWaiting();
            watch.failAll();
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
            nextLookNs = System.nanoTime() + settings.poll().toNanos();
        }
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
                sendOne(burst.get(sent), quote.fee(), quote.gas().get(sent), sent > 0);
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

    private void sendOne(Request request, Fee fee, Answer estimate, boolean sawOthersBefore) {
        try {
            Answer gas = sawOthersBefore ? repeatIfRefused(request.call(), estimate) : estimate;
            deliver(request, fee, withMargin(Hex.number(gas.value().asString())));
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
    private void deliver(Request request, Fee fee, BigInteger gasLimit) {
        try {
            offer(request, fee, gasLimit);
        } catch (RpcRefusal refusal) {
            if (!refusal.reason().toLowerCase(Locale.ROOT).contains("nonce too low")) throw refusal;
            nextNonce = firstNonce();
            offer(request, fee, gasLimit);
        }
    }

    /** An answer that got lost may stand for a sent transaction, so its nonce counts as used. */
    private void offer(Request request, Fee fee, BigInteger gasLimit) {
        Account.Signed signed = account.sign(request.call(), nextNonce, gasLimit, fee);
        try {
            node.sendRaw(signed.bytes());
        } catch (EndpointUnreachable lost) {
            if (!lost.mayBeDelivered()) throw lost;
        }
        watch.add(new InFlight(request, nextNonce, gasLimit, signed, System.nanoTime()));
        nextNonce++;
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
    }
}
