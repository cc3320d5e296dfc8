package dev.sluice.chain.ledger;

import dev.sluice.chain.tx.TxSettings;
import dev.sluice.payments.channel.Domain;
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
 */
public record EvmSettings(
        URI endpoint,
        Domain domain,
        Address registry,
        Duration requestTimeout,
        Duration feedPoll,
        TxSettings transactions) {
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
    }

    /** Request timeout 10 s, polls at 150 ms. */
    public static EvmSettings of(URI endpoint, Domain domain, Address registry) {
        return new EvmSettings(
                endpoint,
                domain,
                registry,
                Duration.ofSeconds(10),
                Duration.ofMillis(150),
                TxSettings.DEFAULT);
    }

    /** Polls for receipts and blocks at this pace: a local chain answers faster. */
    public EvmSettings withPoll(Duration poll) {
        return new EvmSettings(
                endpoint, domain, registry, requestTimeout, poll, transactions.withPoll(poll));
    }

    public EvmSettings withRequestTimeout(Duration timeout) {
        return new EvmSettings(endpoint, domain, registry, timeout, feedPoll, transactions);
    }

    public EvmSettings withTransactions(TxSettings settings) {
        return new EvmSettings(endpoint, domain, registry, requestTimeout, feedPoll, settings);
    }
}
