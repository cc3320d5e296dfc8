package dev.sluice.chain.contract;

import static dev.sluice.chain.contract.Abi.bytes32;
import static dev.sluice.chain.contract.Abi.uint;

import dev.sluice.payments.money.Address;
import dev.sluice.payments.money.Bytes32;

/** The transaction of the registry contract. */
public final class RegistryCalls {
    private RegistryCalls() {}

    public static ContractCall anchor(
            Address registry, Bytes32 content, Bytes32 manifestHash, long sequence) {
        byte[] data =
                Abi.call(
                        Signatures.ANCHOR, bytes32(content), bytes32(manifestHash), uint(sequence));
        return ContractCall.to(registry, "anchor", data);
    }
}
