package dev.sluice.chain.differential;

import dev.sluice.chain.contract.ContractCall;
import dev.sluice.payments.ledger.Claim;
import dev.sluice.payments.ledger.Ledger;
import dev.sluice.payments.ledger.Receipt;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/**
 * One call, for the model and for the bytecode.
 *
 * @param actor the index of the account that sends it
 * @param pass the seconds that pass before it
 * @param rows of a claim, else empty
 */
record Step(
        String shown,
        int actor,
        long pass,
        ContractCall call,
        Function<Ledger, CompletableFuture<Receipt>> model,
        List<Claim> rows) {
    @Override
    public String toString() {
        return "account " + actor + ", " + pass + " s later: " + shown;
    }
}
