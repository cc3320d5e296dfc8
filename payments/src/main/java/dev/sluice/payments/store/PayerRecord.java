package dev.sluice.payments.store;

import dev.sluice.payments.channel.ChannelId;
import dev.sluice.payments.channel.ChannelParameters;
import dev.sluice.payments.channel.Share;
import dev.sluice.payments.money.Amount;
import java.util.List;

/**
 * What a payer knows of a channel.
 *
 * @param purpose what it buys: {@code keys} or {@code bytes}
 * @param promised "I may have signed up to this": durable before a signature leaves the process
 * @param acknowledged the highest cumulative amount that the payee has shown to hold
 */
public record PayerRecord(
        ChannelId channel,
        ChannelParameters parameters,
        List<Share> split,
        Purpose purpose,
        Amount promised,
        Amount acknowledged) {
    /** What a channel pays for. */
    public enum Purpose {
        KEYS,
        BYTES
    }

    public PayerRecord {
        split = List.copyOf(split);
    }
}
