package dev.sluice.payments.store;

import dev.sluice.payments.channel.ChannelId;
import dev.sluice.payments.money.Amount;
import dev.sluice.payments.money.Bytes32;

/**
 * What a payer may have signed on a channel for one work, ever. The sum over a work's channels is
 * what {@code --max-spend} bounds.
 */
public record SpendRecord(Bytes32 content, ChannelId channel, Amount spent) {}
