package dev.sluice.chain.contract;

import static dev.sluice.chain.contract.Abi.uint;

import dev.sluice.payments.money.Amount;
import java.nio.ByteBuffer;

/** The transactions that create the contracts. */
public final class Creations {
    private Creations() {}

    /**
     * Creates the channel contract.
     *
     * @param depositCap the most that one payer may have free in one token, zero for no cap
     * @param minExitDelaySeconds the shortest exit delay that a channel may have
     */
    public static ContractCall channels(Amount depositCap, long minExitDelaySeconds) {
        byte[] arguments = Abi.arguments(uint(depositCap), uint(minExitDelaySeconds));
        return ContractCall.creation(
                "creation of the channel contract", join(Artifacts.CHANNELS.bytecode(), arguments));
    }

    public static ContractCall registry() {
        return ContractCall.creation("creation of the registry", Artifacts.REGISTRY.bytecode());
    }

    public static ContractCall testToken() {
        return ContractCall.creation("creation of the test token", Artifacts.TEST_TOKEN.bytecode());
    }

    /** The test token with permits (EIP-2612). */
    public static ContractCall testPermitToken() {
        return ContractCall.creation(
                "creation of the test token with permits", Artifacts.TEST_PERMIT_TOKEN.bytecode());
    }

    private static byte[] join(byte[] code, byte[] arguments) {
        return ByteBuffer.allocate(code.length + arguments.length).put(code).put(arguments).array();
    }
}
