package dev.sluice.chain.contract;

import static dev.sluice.chain.contract.Abi.address;
import static dev.sluice.chain.contract.Abi.uint;

import dev.sluice.payments.money.Address;
import dev.sluice.payments.money.Amount;
import java.util.Arrays;
import java.util.stream.Stream;
import org.web3j.abi.datatypes.Type;

/** The calls of an ERC-20 token (EIP-20) and of the test token. */
public final class TokenCalls {
    private TokenCalls() {}

    /**
     * Lets {@code spender} pull any amount. Unlimited, so that one approval serves all deposits:
     * the channel contract cannot be changed and pulls only from the sender of a transaction.
     */
    public static ContractCall approve(Address token, Address spender) {
        byte[] data = Abi.call(Signatures.APPROVE, address(spender), uint(Permit.UNLIMITED));
        return ContractCall.to(token, "approval", data);
    }

    /** Makes money from nothing; only the test token knows this call. */
    public static ContractCall mint(Address token, Address recipient, Amount amount) {
        byte[] data = Abi.call(Signatures.MINT, address(recipient), uint(amount));
        return ContractCall.to(token, "mint", data);
    }

    public static byte[] nonces(Address owner) {
        return Abi.call(Signatures.NONCES, address(owner));
    }

    public static byte[] domainSeparator() {
        return Abi.call(Signatures.DOMAIN_SEPARATOR);
    }

    /** Shows a permit to the token itself, which anyone may do. */
    public static byte[] permit(Address owner, Address spender, Permit permit) {
        return Abi.call(
                Signatures.TOKEN_PERMIT,
                Stream.concat(
                                Stream.of(address(owner), address(spender)),
                                Arrays.stream(Abi.permitFields(permit)))
                        .toArray(Type<?>[]::new));
    }

    public static byte[] allowance(Address owner, Address spender) {
        return Abi.call(Signatures.ALLOWANCE, address(owner), address(spender));
    }

    public static byte[] balanceOf(Address account) {
        return Abi.call(Signatures.BALANCE_OF, address(account));
    }
}
