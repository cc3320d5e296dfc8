package dev.sluice.chain.rpc;

import dev.sluice.chain.jury.Quorum.Vote;
import dev.sluice.chain.jury.Sighting;
import dev.sluice.chain.jury.Verdict;
import dev.sluice.payments.ledger.LedgerException;
import dev.sluice.payments.money.Address;
import dev.sluice.payments.money.Bytes32;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * One endpoint and what is held of it. Threads: safe for all; the looks belong to the watcher of
 * {@link Endpoints}.
 */
final class Endpoint implements AutoCloseable {
    private final Rpc rpc;
    private final Address contract;
    private boolean contractSeen;
    private volatile Verdict verdict = new Verdict.Unfit("it was not asked yet");
    private long highest;
    private long quarantinedUntilNs;

    Endpoint(URI uri, EndpointSettings settings, Address contract) {
        this.rpc = new Rpc(uri, settings.requestTimeout());
        this.contract = contract;
    }

    Rpc rpc() {
        return rpc;
    }

    Verdict verdict() {
        return verdict;
    }

    long highest() {
        return highest;
    }

    boolean isFit() {
        return verdict.isFit();
    }

    /** Asks for all that a verdict needs, in one request; never throws. */
    Sighting look() {
        try {
            return seen();
        } catch (LedgerException silent) {
            contractSeen = false;
            return new Sighting.Silent(String.valueOf(silent.getMessage()));
        } catch (RuntimeException nonsense) {
            return new Sighting.Silent("its answer makes no sense: " + nonsense.getMessage());
        }
    }

    /** The contract's code is long, and asked for only until it was there once. */
    private Sighting seen() {
        RpcCall head = RpcCall.of("eth_getBlockByNumber", "latest", false);
        RpcCall chainId = RpcCall.of("eth_chainId");
        RpcCall code = RpcCall.of("eth_getCode", contract.toString(), "latest");
        List<Answer> answers =
                rpc.batch(contractSeen ? List.of(head, chainId) : List.of(head, chainId, code));
        if (!contractSeen) contractSeen = answers.get(2).value().asString("0x").length() > 2;
        Header newest = Header.of(answers.get(0).value());
        return new Sighting.Seen(
                Hex.number(answers.get(1).value().asString()).longValueExact(),
                contractSeen,
                newest.number(),
                newest.timeSeconds());
    }

    /** The hash of its block of that height; empty when it does not say. */
    Optional<Bytes32> hashAt(long height) {
        try {
            JsonNode block = rpc.call("eth_getBlockByNumber", Hex.quantity(height), false);
            return block.isNull() ? Optional.empty() : Optional.of(Header.of(block).hash());
        } catch (RuntimeException silent) {
            return Optional.empty();
        }
    }

    /** A lie counts for a while, whatever the endpoint says in the meantime. */
    synchronized void judge(Verdict next, Sighting sighting, long nowNs, long quarantineNs) {
        boolean held = verdict instanceof Verdict.Liar && nowNs - quarantinedUntilNs < 0;
        if (next instanceof Verdict.Liar) quarantinedUntilNs = nowNs + quarantineNs;
        else if (held) return;
        verdict = next;
        if (next.isFit() && sighting instanceof Sighting.Seen seen)
            highest = Math.max(highest, seen.head());
    }

    /** The number of its newest block; empty when it does not say. */
    Optional<Long> head() {
        try {
            return Optional.of(new Node(rpc).blockNumber());
        } catch (EndpointUnreachable silent) {
            failed(silent);
            return Optional.empty();
        } catch (RuntimeException nonsense) {
            return Optional.empty();
        }
    }

    /** Its answer, and the hash of its block of that height; empty when it does not say. */
    Optional<Vote<String>> vote(long height, RpcCall question) {
        RpcCall block = RpcCall.of("eth_getBlockByNumber", Hex.quantity(height), false);
        try {
            List<Answer> answers = rpc.batch(List.of(block, question));
            JsonNode header = answers.get(0).value();
            if (header.isNull()) return Optional.empty();
            String text = answers.get(1).value().asString("0x");
            return Optional.of(new Vote<>(Header.of(header).hash(), text));
        } catch (EndpointUnreachable silent) {
            failed(silent);
            return Optional.empty();
        } catch (RuntimeException nonsense) {
            return Optional.empty();
        }
    }

    /** Passes something on that another one answers for. */
    void tell(String method, Object... params) {
        try {
            var _ = rpc.call(method, params);
        } catch (RuntimeException itHasItOrWillNot) {
            // the one in use has answered, and its receipts decide
        }
    }

    /** It contradicted most others: for a while it is not used, whatever it says. */
    synchronized void lied(String why, long nowNs, long quarantineNs) {
        verdict = new Verdict.Liar(why);
        quarantinedUntilNs = nowNs + quarantineNs;
    }

    /** A request just failed: it is not asked again before it was looked at. */
    synchronized void failed(EndpointUnreachable failure) {
        if (verdict.isFit()) verdict = new Verdict.Unfit(String.valueOf(failure.getMessage()));
    }

    @Override
    public void close() {
        rpc.close();
    }
}
