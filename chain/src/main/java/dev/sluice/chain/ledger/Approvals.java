package dev.sluice.chain.ledger;

import dev.sluice.chain.contract.TokenCalls;
import dev.sluice.chain.tx.Transactor;
import dev.sluice.payments.money.Address;
import dev.sluice.payments.money.Amount;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;

/** Sees to it that the contract may pull a token from the account: one approval for each token. */
final class Approvals {
    private static final Executor READS = Thread::startVirtualThread;

    private final LedgerViews views;
    private final Transactor transactor;
    private final Address owner;
    private final Map<Address, CompletableFuture<?>> approved = new ConcurrentHashMap<>();

    Approvals(LedgerViews views, Transactor transactor, Address owner) {
        this.views = views;
        this.transactor = transactor;
        this.owner = owner;
    }

    /** Completes when the allowance covers {@code amount}; the read blocks a virtual thread. */
    CompletableFuture<?> ensure(Address token, Address spender, Amount amount) {
        return CompletableFuture.supplyAsync(() -> views.allowance(owner, token), READS)
                .thenCompose(
                        allowance ->
                                allowance.compareTo(amount) >= 0
                                        ? CompletableFuture.completedFuture(allowance)
                                        : approve(token, spender));
    }

    /** Deposits that find the allowance short at the same time share one approval. */
    private CompletableFuture<?> approve(Address token, Address spender) {
        return approved.computeIfAbsent(token, t -> approveOnce(t, spender));
    }

    private CompletableFuture<?> approveOnce(Address token, Address spender) {
        CompletableFuture<?> approval = transactor.send(TokenCalls.approve(token, spender));
        approval.whenComplete((included, failure) -> approved.remove(token, approval));
        return approval;
    }
}
