package dev.sluice.engine.consumer;

import dev.sluice.payments.channel.ChannelId;
import dev.sluice.payments.channel.Share;
import dev.sluice.payments.money.Address;
import dev.sluice.payments.money.Amount;
import dev.sluice.payments.store.PayerRecord;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A channel that a playback needs.
 *
 * @param split the creator's recipients; empty when the payee takes all
 * @param need base units that it must still be able to pay
 * @param bought what of that was paid for before, by channel: paying there costs so much less
 * @param except channels that will not do
 */
public record ChannelWant(
        Address payee,
        Address token,
        List<Share> split,
        PayerRecord.Purpose purpose,
        long exitDelaySeconds,
        Amount need,
        Map<ChannelId, Amount> bought,
        Set<ChannelId> except) {
    /** Nothing is to be paid. */
    public static final ChannelWant NONE =
            new ChannelWant(
                    Address.ZERO,
                    Address.ZERO,
                    List.of(),
                    PayerRecord.Purpose.BYTES,
                    0,
                    Amount.ZERO,
                    Map.of());

    public ChannelWant {
        except = Set.copyOf(except);
        split = List.copyOf(split);
        bought = Map.copyOf(bought);
    }

    /** Any channel will do. */
    public ChannelWant(
            Address payee,
            Address token,
            List<Share> split,
            PayerRecord.Purpose purpose,
            long exitDelaySeconds,
            Amount need,
            Map<ChannelId, Amount> bought) {
        this(payee, token, split, purpose, exitDelaySeconds, need, bought, Set.of());
    }

    /** The same, but on none of these channels. */
    public ChannelWant except(Set<ChannelId> channels) {
        return new ChannelWant(
                payee, token, split, purpose, exitDelaySeconds, need, bought, channels);
    }

    /** What the channel must still be able to pay. */
    Amount needOn(ChannelId channel) {
        return need.minusOrZero(bought.getOrDefault(channel, Amount.ZERO));
    }
}
