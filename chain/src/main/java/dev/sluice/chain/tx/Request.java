package dev.sluice.chain.tx;

import dev.sluice.chain.contract.ContractCall;
import java.util.concurrent.CompletableFuture;

/** A call that waits for its turn, and the future of its caller. */
record Request(ContractCall call, CompletableFuture<Included> future) {
    /**
     * Off the owning thread, so that what callers chain to it cannot hold up other transactions.
     */
    void complete(Included included) {
        Thread.startVirtualThread(() -> future.complete(included));
    }

    void fail(RuntimeException failure) {
        Thread.startVirtualThread(() -> future.completeExceptionally(failure));
    }
}
