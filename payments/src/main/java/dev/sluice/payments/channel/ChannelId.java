package dev.sluice.payments.channel;

import dev.sluice.payments.money.Bytes32;

/**
 * The identity of a channel: the EIP-712 hash of its parameters, so that every parameter is bound
 * (T1).
 */
public record ChannelId(Bytes32 value) implements Comparable<ChannelId> {
    public static ChannelId of(byte[] bytes) {
        return new ChannelId(Bytes32.of(bytes));
    }

    public byte[] toBytes() {
        return value.toBytes();
    }

    @Override
    public int compareTo(ChannelId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
