package dev.sluice.engine.consumer;

import dev.sluice.payments.channel.Share;
import dev.sluice.payments.money.Address;
import dev.sluice.payments.money.Amount;
import dev.sluice.payments.store.PayerRecord;
import java.util.List;

/**
 * A channel that a playback needs.
 *
 * @param split the creator's recipients; empty when the payee takes all
 * @param need base units that it must still be able to pay
 */
public record ChannelWant(
        Address payee,
        Address token,
        List<Share> split,
        PayerRecord.Purpose purpose,
        long exitDelaySeconds,
        Amount need) {
    public ChannelWant {
        split = List.copyOf(split);
    }
}
