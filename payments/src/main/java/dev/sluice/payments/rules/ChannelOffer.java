package dev.sluice.payments.rules;

import dev.sluice.payments.channel.ChannelId;
import dev.sluice.payments.channel.ChannelParameters;
import dev.sluice.payments.channel.Domain;
import dev.sluice.payments.channel.Share;
import java.util.List;

/**
 * A channel as a payer presents it to a payee. Nothing in it is trusted yet.
 *
 * @param domain the chain and contract it is said to be on
 * @param id what the payer calls it
 * @param parameters what it is said to be
 * @param split the list behind the split hash; empty when the payee takes all
 */
public record ChannelOffer(
        Domain domain, ChannelId id, ChannelParameters parameters, List<Share> split) {
    public ChannelOffer {
        split = List.copyOf(split);
    }
}
