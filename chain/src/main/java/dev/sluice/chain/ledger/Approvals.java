package dev.sluice.chain.ledger;

import dev.sluice.chain.contract.Permit;
import dev.sluice.chain.contract.TokenCalls;
import dev.sluice.chain.tx.Transactor;
import dev.sluice.payments.money.Address;
import dev.sluice.payments.money.Amount;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;

/**
 * Sees to it that the contract may pull a token from the account: once for each token, by a permit
 * that travels with the deposit where the token takes one, else by an approval beforehand.
 */
final class Approvals {
    private static final Executor READS = Thread::startVirtualThread;

    private static final CompletableFuture<Void> DONE = CompletableFuture.allOf();

    private final LedgerViews views;
    private final Permits permits;
    private final Transactor transactor;
    private final Address owner;
    private final Map<Address, CompletableFuture<Void>> running = new ConcurrentHashMap<>();

    Approvals(LedgerViews views, Permits permits, Transactor transactor, Address owner) {
        this.views = views;
        this.permits = permits;
        this.transactor = transactor;
        this.owner = owner;
    }

    /**
     * Completes when a deposit of {@code amount} can be sent: with the permit that it has to carry,
     * or with none when the allowance covers it. The reads block a virtual thread.
     */
    CompletableFuture<Optional<Permit>> ensure(Address token, Address spender, Amount amount) {
        return CompletableFuture.supplyAsync(() -> permitIfShort(token, spender, amount), READS)
                .thenCompose(
                        means ->
                                means.covered()
                                        ? CompletableFuture.completedFuture(means.permit())
                                        : approve(token, spender)
                                                .thenApply(approved -> Optional.empty()));
    }

    /** How a deposit can be paid; covered by the allowance, by a permit, or not yet. */
    private record Means(boolean covered, Optional<Permit> permit) {}

    private Means permitIfShort(Address token, Address spender, Amount amount) {
        if (covers(token, amount)) return new Means(true, Optional.empty());
        Optional<Permit> permit = permits.sign(token, spender);
        // A deposit at the same time may have used the permit up, and so raised the allowance.
        return new Means(permit.isPresent() || covers(token, amount), permit);
    }

    private boolean covers(Address token, Amount amount) {
        return views.allowance(owner, token).compareTo(amount) >= 0;
    }

    /** Deposits that find the allowance short at the same time share one approval. */
    private CompletableFuture<Void> approve(Address token, Address spender) {
        return running.compute(
                token,
                (t, before) -> before == null || before.isDone() ? send(t, spender) : before);
    }

    private CompletableFuture<Void> send(Address token, Address spender) {
        return transactor.send(TokenCalls.approve(token, spender)).thenCompose(included -> DONE);
    }
}
