package dev.sluice.chain.ledger;

import dev.sluice.chain.rpc.EndpointSettings;
import dev.sluice.chain.tx.TxSettings;
import dev.sluice.payments.channel.Domain;
import dev.sluice.payments.ledger.Ledger;
import dev.sluice.payments.money.Address;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * Where the ledger is and how it is asked.
 *
 * @param endpoints the HTTP addresses of nodes' JSON-RPC, the preferred one first
 * @param domain the chain and the channel contract on it
 * @param registry the contract that anchors works
 * @param asking how the endpoints are asked and judged
 * @param feedPoll how often a subscription asks for a new block
 * @param finalDepth how many blocks below the head a block is taken as final
 */
public record EvmSettings(
        List<URI> endpoints,
        Domain domain,
        Address registry,
        EndpointSettings asking,
        Duration feedPoll,
        TxSettings transactions,
        int finalDepth) {
    /** Two epochs of Ethereum's consensus. */
    public static final int FINAL_DEPTH = 64;

    public EvmSettings {
        endpoints = List.copyOf(endpoints);
        endpoints.forEach(EvmSettings::requireHttp);
        if (feedPoll.compareTo(Duration.ofMillis(1)) < 0)
            throw new IllegalArgumentException("feed poll " + feedPoll + " < 1 ms");
        if (finalDepth < 0 || finalDepth > Ledger.MAX_DEPTH)
            throw new IllegalArgumentException(
                    "final depth " + finalDepth + " outside 0.." + Ledger.MAX_DEPTH);
    }

    private static void requireHttp(URI endpoint) {
        String scheme = String.valueOf(endpoint.getScheme());
        boolean http = scheme.equals("http") || scheme.equals("https");
        if (!http || endpoint.getHost() == null)
            throw new IllegalArgumentException(
                    "RPC URL needs http:// or https:// and a host, got scheme " + scheme);
    }

    /** Polls at 150 ms, final at {@link #FINAL_DEPTH} blocks, the rest by its own defaults. */
    public static EvmSettings of(List<URI> endpoints, Domain domain, Address registry) {
        return new EvmSettings(
                endpoints,
                domain,
                registry,
                EndpointSettings.DEFAULT,
                Duration.ofMillis(150),
                TxSettings.DEFAULT,
                FINAL_DEPTH);
    }

    public static EvmSettings of(URI endpoint, Domain domain, Address registry) {
        return of(List.of(endpoint), domain, registry);
    }

    /** Polls for receipts and blocks at this pace: a local chain answers faster. */
    public EvmSettings withPoll(Duration poll) {
        TxSettings sending = transactions.withPoll(poll);
        return new EvmSettings(endpoints, domain, registry, asking, poll, sending, finalDepth);
    }

    public EvmSettings withEndpoints(List<URI> uris) {
        return new EvmSettings(uris, domain, registry, asking, feedPoll, transactions, finalDepth);
    }

    public EvmSettings withAsking(EndpointSettings settings) {
        return new EvmSettings(
                endpoints, domain, registry, settings, feedPoll, transactions, finalDepth);
    }

    public EvmSettings withRequestTimeout(Duration timeout) {
        return withAsking(asking.withRequestTimeout(timeout));
    }

    public EvmSettings withTransactions(TxSettings settings) {
        return new EvmSettings(endpoints, domain, registry, asking, feedPoll, settings, finalDepth);
    }

    /** Keeps what was signed and is not final in this directory, so that it survives a crash. */
    public EvmSettings withJournal(Path directory) {
        return withTransactions(transactions.withJournal(directory));
    }

    public EvmSettings withFinalDepth(int blocks) {
        return new EvmSettings(endpoints, domain, registry, asking, feedPoll, transactions, blocks);
    }

    /** A chain for trying out: blocks come with transactions only, so an old head is no fault. */
    public EvmSettings forLocalChain(Duration poll) {
        return withPoll(poll).withAsking(asking.withMaxHeadAge(Duration.ZERO));
    }
}
