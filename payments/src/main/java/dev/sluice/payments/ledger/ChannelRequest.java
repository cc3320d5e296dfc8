package dev.sluice.payments.ledger;

import dev.sluice.payments.channel.ChannelParameters;
import dev.sluice.payments.money.Amount;

/** A channel to open with a reserve, or one to top up by an amount. */
public record ChannelRequest(ChannelParameters parameters, Amount amount) {}
