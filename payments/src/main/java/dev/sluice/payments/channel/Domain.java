package dev.sluice.payments.channel;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.sluice.payments.crypto.Keccak256;
import dev.sluice.payments.money.Address;
import dev.sluice.payments.money.Bytes32;

/**
 * The EIP-712 domain of the channel contract: what keeps a signature from counting elsewhere (T1).
 *
 * @param chainId the chain's id (EIP-155)
 * @param contract the address of the channel contract on it
 */
public record Domain(long chainId, Address contract) {
    public static final String NAME = "Sluice";
    public static final String VERSION = "1";

    private static final byte[] TYPE_HASH =
            Eip712.typeHash(
                    "EIP712Domain(string name,string version,uint256 chainId,address"
                            + " verifyingContract)");

    public Domain {
        if (chainId <= 0) throw new IllegalArgumentException("chain id " + chainId);
    }

    /** The EIP-712 domain separator: two hashes, so keep it where it is used often. */
    public Bytes32 separator() {
        byte[] struct =
                Eip712.words(5)
                        .put(TYPE_HASH)
                        .put(Keccak256.hash(NAME.getBytes(US_ASCII)))
                        .put(Keccak256.hash(VERSION.getBytes(US_ASCII)))
                        .put(chainId)
                        .put(contract)
                        .bytes();
        return Bytes32.of(Keccak256.hash(struct));
    }
}
