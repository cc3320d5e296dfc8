package dev.sluice.chain.tx;

import dev.sluice.chain.contract.ContractCall;
import java.util.concurrent.CompletableFuture;

/** A call that waits for its turn, and the future of its caller. */
record Request(ContractCall call, CompletableFuture<Included> future) {
    /** A call that an earlier process sent: nobody waits for it here. */
    static Request recovered(ContractCall call) {
        return new Request(call, new CompletableFuture<>());
    }

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
