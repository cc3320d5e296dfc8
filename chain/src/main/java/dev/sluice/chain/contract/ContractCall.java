package dev.sluice.chain.contract;

import dev.sluice.payments.money.Address;
import java.math.BigInteger;
import java.util.Optional;

/**
 * A transaction to be: what it is called in messages, where it goes and what it carries.
 *
 * @param action a word for messages, such as "claim"
 * @param to the contract; empty creates one
 * @param valueWei the coin sent along
 */
@SuppressWarnings("ArrayRecordComponent") // carried, never compared
public record ContractCall(String action, Optional<Address> to, BigInteger valueWei, byte[] data) {
    public static ContractCall to(Address contract, String action, byte[] data) {
        return new ContractCall(action, Optional.of(contract), BigInteger.ZERO, data);
    }

    public static ContractCall creation(String action, byte[] code) {
        return new ContractCall(action, Optional.empty(), BigInteger.ZERO, code);
    }

    public ContractCall withValue(BigInteger wei) {
        return new ContractCall(action, to, wei, data);
    }
}
