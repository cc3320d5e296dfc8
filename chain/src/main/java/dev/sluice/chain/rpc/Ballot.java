package dev.sluice.chain.rpc;

import dev.sluice.chain.jury.Quorum;
import dev.sluice.chain.jury.Quorum.Vote;
import java.util.List;
import java.util.Optional;
import java.util.function.LongFunction;
import java.util.function.Supplier;

/**
 * One question that a majority of the endpoints decides (T10): first their heads, then the answer
 * at a block that enough of them have. Who answers otherwise of the very same block has lied, and
 * is left alone for a while. Threads: one owner; it blocks.
 */
final class Ballot {
    private final Quorum quorum;
    private final List<Endpoint> fit;
    private final long quarantineNs;
    private final Supplier<List<String>> complaints;

    Ballot(
            Quorum quorum,
            List<Endpoint> fit,
            long quarantineNs,
            Supplier<List<String>> complaints) {
        this.quorum = quorum;
        this.fit = fit;
        this.quarantineNs = quarantineNs;
        this.complaints = complaints;
    }

    /**
     * The text that enough of them give; empty when the chain is not that long.
     *
     * @throws EndpointUnreachable when too few answer, or they do not agree
     */
    Optional<String> ask(int depth, LongFunction<RpcCall> question) {
        List<Long> heads =
                Together.ask(fit, Endpoint::head).stream().flatMap(Optional::stream).toList();
        for (long height : quorum.heights(heads)) {
            long at = height - depth;
            if (at < 0) return Optional.empty();
            List<Optional<Vote<String>>> votes =
                    Together.ask(fit, endpoint -> endpoint.vote(at, question.apply(at)));
            Optional<Vote<String>> decided = quorum.decide(votes);
            if (decided.isEmpty()) continue;
            convict(decided.get(), votes, at);
            return decided.map(Vote::answer);
        }
        throw new EndpointUnreachable(
                "%d ledger endpoints must say the same, of %d that answered no %1$d do; %s"
                        .formatted(
                                quorum.needed(),
                                heads.size(),
                                String.join("; ", complaints.get())));
    }

    private void convict(Vote<String> decided, List<Optional<Vote<String>>> votes, long at) {
        for (int i = 0; i < votes.size(); i++)
            if (Quorum.isLie(decided, votes.get(i)))
                fit.get(i)
                        .lied(
                                "it tells another state of the contract at block %d, %s, than most others"
                                        .formatted(at, decided.block()),
                                System.nanoTime(),
                                quarantineNs);
    }
}
