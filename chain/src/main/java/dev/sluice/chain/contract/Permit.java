package dev.sluice.chain.contract;

import dev.sluice.payments.crypto.Keccak256;
import dev.sluice.payments.crypto.Signature;
import dev.sluice.payments.money.Address;
import dev.sluice.payments.money.Bytes32;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;

/**
 * A permit of EIP-2612 for any amount and without an end, signed by the owner of the tokens.
 *
 * <p>Such a permit is what an unlimited approval is, and as harmless: the channel contract cannot
 * be changed and pulls only from the sender of a transaction, so one that is shown late, or by
 * somebody else, lets nobody deposit for the owner.
 */
public record Permit(Signature signature) {
    static final BigInteger UNLIMITED = BigInteger.TWO.pow(256).subtract(BigInteger.ONE);

    private static final byte[] TYPE_HASH =
            Keccak256.hash(
                    ("Permit(address owner,address spender,uint256 value,uint256 nonce,"
                                    + "uint256 deadline)")
                            .getBytes(StandardCharsets.US_ASCII));

    /**
     * What the owner signs.
     *
     * @param token the token's own EIP-712 domain separator, which has nothing to do with the
     *     contract's
     * @param nonce how many permits of the owner the token has taken
     */
    public static byte[] digest(Bytes32 token, Address owner, Address spender, BigInteger nonce) {
        byte[] fields =
                Abi.arguments(
                        Abi.bytes32(Bytes32.of(TYPE_HASH)),
                        Abi.address(owner),
                        Abi.address(spender),
                        Abi.uint(UNLIMITED),
                        Abi.uint(nonce),
                        Abi.uint(UNLIMITED));
        byte[] struct = Keccak256.hash(fields);
        return Keccak256.hash(new byte[] {0x19, 0x01}, token.toBytes(), struct);
    }
}
