package dev.sluice.payments.store;

import dev.sluice.payments.channel.ChannelId;
import dev.sluice.payments.money.Bytes32;

/**
 * Keys of slices {@code first} to {@code first + count - 1} were paid for: asking again is free.
 */
public record KeyRelease(ChannelId channel, Bytes32 content, long first, long count) {
    public KeyRelease {
        if (first < 0 || count < 1)
            throw new IllegalArgumentException("keys " + first + " + " + count);
    }
}
