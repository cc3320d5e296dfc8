package dev.sluice.chain.contract;

import dev.sluice.payments.channel.ChannelParameters;
import dev.sluice.payments.ledger.LedgerException;
import dev.sluice.payments.money.Address;
import dev.sluice.payments.money.Amount;
import dev.sluice.payments.money.Bytes32;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.web3j.abi.FunctionEncoder;
import org.web3j.abi.datatypes.DynamicArray;
import org.web3j.abi.datatypes.StaticStruct;
import org.web3j.abi.datatypes.Type;
import org.web3j.abi.datatypes.generated.Uint256;

/**
 * Values of Sluice as values of the contract ABI.
 *
 * <p>Signatures are spelled out in {@link Signatures}, because web3j cannot name the type of an
 * empty array of structs; only the arguments are encoded by web3j. Every integer is written as a
 * uint256: the words are the same, and the range is checked here, with the value in the message.
 */
final class Abi {
    private Abi() {}

    static byte[] call(String signature, Type<?>... arguments) {
        byte[] encoded = arguments(arguments);
        return ByteBuffer.allocate(4 + encoded.length)
                .put(Selector.of(signature))
                .put(encoded)
                .array();
    }

    @SuppressWarnings("rawtypes") // web3j's own signature
    static byte[] arguments(Type<?>... arguments) {
        List<Type> list = List.of(arguments);
        return HexFormat.of().parseHex(FunctionEncoder.encodeConstructor(list));
    }

    static Type<?> address(Address address) {
        return new org.web3j.abi.datatypes.Address(address.toString());
    }

    static Type<?> bytes32(Bytes32 value) {
        return new org.web3j.abi.datatypes.generated.Bytes32(value.toBytes());
    }

    static Type<?> uint(BigInteger value) {
        return new Uint256(value);
    }

    static Type<?> uint(Amount value) {
        return uint(value.toBigInteger());
    }

    static Type<?> uint(long value) {
        if (value < 0) throw new IllegalArgumentException("negative number " + value);
        return uint(BigInteger.valueOf(value));
    }

    /** An amount that the contract keeps in 104 bits. */
    static Type<?> uint104(Amount value) {
        if (value.toBigInteger().bitLength() > 104)
            throw new LedgerException(
                    "amount " + value + " is above 2^104-1, the most that a channel holds");
        return uint(value);
    }

    static Type<?> params(ChannelParameters p) {
        return new StaticStruct(paramFields(p));
    }

    /** The fields of a channel's parameters; a static struct inside another is encoded flat. */
    static Type<?>[] paramFields(ChannelParameters p) {
        return new Type<?>[] {
            address(p.payer()),
            address(p.signer()),
            address(p.payee()),
            address(p.token()),
            bytes32(p.splitHash()),
            uint(p.exitDelaySeconds()),
            bytes32(p.salt())
        };
    }

    /** The fields of a permit after owner and spender. */
    static Type<?>[] permitFields(Permit permit) {
        byte[] rsv = permit.signature().toBytes();
        return new Type<?>[] {
            uint(Permit.UNLIMITED),
            uint(Permit.UNLIMITED),
            uint(rsv[64]),
            bytes32(Bytes32.of(Arrays.copyOf(rsv, 32))),
            bytes32(Bytes32.of(Arrays.copyOfRange(rsv, 32, 64)))
        };
    }

    static <T extends Type<?>> DynamicArray<T> array(Class<T> type, List<T> values) {
        return new DynamicArray<>(type, values);
    }
}
