package dev.sluice.chain.contract;

import dev.sluice.payments.money.Address;
import dev.sluice.payments.money.Amount;
import dev.sluice.payments.money.Bytes32;
import java.math.BigInteger;
import java.util.Arrays;

/** ABI data of static values: one 32-byte word each, numbers and addresses at the right. */
@SuppressWarnings("ArrayRecordComponent") // carried, never compared
public record Words(byte[] data) {
    public int size() {
        return data.length / Bytes32.BYTES;
    }

    public Bytes32 bytes32(int index) {
        return Bytes32.of(word(index));
    }

    public BigInteger number(int index) {
        return new BigInteger(1, word(index));
    }

    public Amount amount(int index) {
        return Amount.of(number(index));
    }

    /** The number, or the largest amount when it is larger: a token may promise any nonsense. */
    public Amount amountSaturated(int index) {
        BigInteger number = number(index);
        return number.bitLength() > 128 ? new Amount(-1, -1) : Amount.of(number);
    }

    public long longValue(int index) {
        return number(index).longValueExact();
    }

    public Address address(int index) {
        return address(word(index));
    }

    static Address address(Bytes32 word) {
        return address(word.toBytes());
    }

    private static Address address(byte[] word) {
        return Address.of(Arrays.copyOfRange(word, 12, 32));
    }

    private byte[] word(int index) {
        if (index >= size())
            throw new IllegalArgumentException(
                    "answer of " + data.length + " bytes has no word " + index);
        return Arrays.copyOfRange(data, index * Bytes32.BYTES, (index + 1) * Bytes32.BYTES);
    }
}
