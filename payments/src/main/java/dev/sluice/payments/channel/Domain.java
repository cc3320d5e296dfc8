package dev.sluice.payments.channel;

import dev.sluice.payments.money.Address;

/**
 * The EIP-712 domain of the channel contract: what keeps a signature from counting elsewhere (T1).
 *
 * @param chainId the chain's id (EIP-155)
 * @param contract the address of the channel contract on it
 */
public record Domain(long chainId, Address contract) {
    public static final String NAME = "Sluice";
    public static final String VERSION = "1";

    public Domain {
        if (chainId <= 0) throw new IllegalArgumentException("chain id " + chainId);
    }
}
