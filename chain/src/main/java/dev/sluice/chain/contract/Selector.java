package dev.sluice.chain.contract;

import dev.sluice.payments.money.Bytes32;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.web3j.crypto.Hash;

/**
 * The Keccak-256 names of the contract ABI: four bytes for a function or error, a topic for an
 * event.
 */
final class Selector {
    private Selector() {}

    static byte[] of(String signature) {
        return Arrays.copyOf(keccak(signature), 4);
    }

    static Bytes32 topic(String signature) {
        return Bytes32.of(keccak(signature));
    }

    private static byte[] keccak(String signature) {
        return Hash.sha3(signature.getBytes(StandardCharsets.US_ASCII));
    }
}
