package dev.sluice.chain.local;

import dev.sluice.chain.ledger.EvmSettings;
import dev.sluice.payments.channel.Domain;
import dev.sluice.payments.money.Address;
import java.net.URI;
import java.util.Optional;

/**
 * Where a chain is and what is deployed on it.
 *
 * @param contract the channel contract
 * @param token the test token, where there is one
 */
public record ChainInfo(
        URI rpcUrl, long chainId, Address contract, Address registry, Optional<Address> token) {
    public Domain domain() {
        return new Domain(chainId, contract);
    }

    public EvmSettings settings() {
        return EvmSettings.of(rpcUrl, domain(), registry);
    }
}
