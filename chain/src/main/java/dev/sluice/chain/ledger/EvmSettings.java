package dev.sluice.chain.ledger;

import dev.sluice.chain.tx.TxSettings;
import dev.sluice.payments.channel.Domain;
import dev.sluice.payments.ledger.Ledger;
import dev.sluice.payments.money.Address;
import java.net.URI;
import java.time.Duration;

/**
 * Where the ledger is and how it is asked.
 *
 * @param endpoint the HTTP address of a node's JSON-RPC
 * @param domain the chain and the channel contract on it
 * @param registry the contract that anchors works
 * @param requestTimeout when an unanswered request fails
 * @param feedPoll how often a subscription asks for a new block
 * @param finalDepth how many blocks below the head a block is taken as final
 */
public record EvmSettings(
        URI endpoint,
        Domain domain,
        Address registry,
        Duration requestTimeout,
        Duration feedPoll,
        TxSettings transactions,
        int finalDepth) {
    /** Two epochs of Ethereum's consensus. */
    public static final int FINAL_DEPTH = 64;

    public EvmSettings {
        String scheme = String.valueOf(endpoint.getScheme());
        boolean http = scheme.equals("http") || scheme.equals("https");
        if (!http || endpoint.getHost() == null)
            throw new IllegalArgumentException(
                    "RPC URL needs http:// or https:// and a host, got scheme " + scheme);
        if (requestTimeout.compareTo(Duration.ofMillis(10)) < 0)
            throw new IllegalArgumentException("request timeout " + requestTimeout + " < 10 ms");
        if (feedPoll.compareTo(Duration.ofMillis(1)) < 0)
            throw new IllegalArgumentException("feed poll " + feedPoll + " < 1 ms");
        if (finalDepth < 0 || finalDepth > Ledger.MAX_DEPTH)
            throw new IllegalArgumentException(
                    "final depth " + finalDepth + " outside 0.." + Ledger.MAX_DEPTH);
    }

    /** Request timeout 10 s, polls at 150 ms, final at {@link #FINAL_DEPTH} blocks. */
    public static EvmSettings of(URI endpoint, Domain domain, Address registry) {
        return new EvmSettings(
                endpoint,
                domain,
                registry,
                Duration.ofSeconds(10),
                Duration.ofMillis(150),
                TxSettings.DEFAULT,
                FINAL_DEPTH);
    }

    /** Polls for receipts and blocks at this pace: a local chain answers faster. */
    public EvmSettings withPoll(Duration poll) {
        return new EvmSettings(
                endpoint,
                domain,
                registry,
                requestTimeout,
                poll,
                transactions.withPoll(poll),
                finalDepth);
    }

    public EvmSettings withRequestTimeout(Duration timeout) {
        return new EvmSettings(
                endpoint, domain, registry, timeout, feedPoll, transactions, finalDepth);
    }

    public EvmSettings withTransactions(TxSettings settings) {
        return new EvmSettings(
                endpoint, domain, registry, requestTimeout, feedPoll, settings, finalDepth);
    }

    public EvmSettings withFinalDepth(int blocks) {
        return new EvmSettings(
                endpoint, domain, registry, requestTimeout, feedPoll, transactions, blocks);
    }
}
