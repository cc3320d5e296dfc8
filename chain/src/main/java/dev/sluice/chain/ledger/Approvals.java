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

    private static final CompletableFuture<Void> DONE = CompletableFuture.allOf();

    private final LedgerViews views;
    private final Transactor transactor;
    private final Address owner;
    private final Map<Address, CompletableFuture<Void>> running = new ConcurrentHashMap<>();

    Approvals(LedgerViews views, Transactor transactor, Address owner) {
        this.views = views;
        this.transactor = transactor;
        this.owner = owner;
    }

    /** Completes when the allowance covers {@code amount}; the read blocks a virtual thread. */
    CompletableFuture<Void> ensure(Address token, Address spender, Amount amount) {
        return CompletableFuture.supplyAsync(() -> views.allowance(owner, token), READS)
                .thenCompose(
                        allowance ->
                                allowance.compareTo(amount) >= 0 ? DONE : approve(token, spender));
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
