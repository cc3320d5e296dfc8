package dev.sluice.chain.local;

import dev.sluice.chain.ledger.EvmSettings;
import dev.sluice.payments.channel.Domain;
import dev.sluice.payments.money.Address;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/**
 * Where a chain is and what is deployed on it.
 *
 * @param rpcUrls the nodes' JSON-RPC, the preferred one first
 * @param contract the channel contract
 * @param token the test token, where there is one
 */
public record ChainInfo(
        List<URI> rpcUrls,
        long chainId,
        Address contract,
        Address registry,
        Optional<Address> token) {
    public ChainInfo {
        rpcUrls = List.copyOf(rpcUrls);
        if (rpcUrls.isEmpty()) throw new IllegalArgumentException("a chain needs an RPC URL");
    }

    public ChainInfo(
            URI rpcUrl, long chainId, Address contract, Address registry, Optional<Address> token) {
        this(List.of(rpcUrl), chainId, contract, registry, token);
    }

    /** The preferred node's. */
    public URI rpcUrl() {
        return rpcUrls.getFirst();
    }

    public ChainInfo withRpcUrls(List<URI> urls) {
        return new ChainInfo(urls, chainId, contract, registry, token);
    }

    public Domain domain() {
        return new Domain(chainId, contract);
    }

    public EvmSettings settings() {
        EvmSettings settings = EvmSettings.of(rpcUrls, domain(), registry);
        return chainId == AnvilSettings.CHAIN_ID
                ? settings.forLocalChain(settings.feedPoll())
                : settings;
    }
}
