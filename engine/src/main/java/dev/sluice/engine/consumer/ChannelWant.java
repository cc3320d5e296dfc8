package dev.sluice.engine.consumer;

import dev.sluice.payments.channel.ChannelId;
import dev.sluice.payments.channel.Share;
import dev.sluice.payments.money.Address;
import dev.sluice.payments.money.Amount;
import dev.sluice.payments.store.PayerRecord;
import java.util.List;
import java.util.Map;

/**
 * A channel that a playback needs.
 *
 * @param split the creator's recipients; empty when the payee takes all
 * @param need base units that it must still be able to pay
 * @param bought what of that was paid for before, by channel: paying there costs so much less
 */
public record ChannelWant(
        Address payee,
        Address token,
        List<Share> split,
        PayerRecord.Purpose purpose,
        long exitDelaySeconds,
        Amount need,
        Map<ChannelId, Amount> bought) {
    public ChannelWant {
        split = List.copyOf(split);
        bought = Map.copyOf(bought);
    }

    /** What the channel must still be able to pay. */
    Amount needOn(ChannelId channel) {
        return need.minusOrZero(bought.getOrDefault(channel, Amount.ZERO));
    }
}
