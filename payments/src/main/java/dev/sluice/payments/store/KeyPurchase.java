package dev.sluice.payments.store;

import dev.sluice.payments.channel.ChannelId;
import dev.sluice.payments.money.Bytes32;

/**
 * Keys of slices {@code first} to {@code first + count - 1} that a payer has bought on a channel:
 * asking for them again costs nothing.
 *
 * @param received so many of them, from the first on, have arrived and fitted
 */
public record KeyPurchase(
        Bytes32 content, ChannelId channel, long first, long count, long received) {
    public KeyPurchase {
        if (first < 0 || count < 1 || received < 0 || received > count)
            throw new IllegalArgumentException(
                    "keys " + first + " + " + count + ", of which came " + received);
    }

    public long end() {
        return first + count;
    }
}
