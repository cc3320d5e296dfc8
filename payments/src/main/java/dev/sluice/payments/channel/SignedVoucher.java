package dev.sluice.payments.channel;

import dev.sluice.payments.money.Amount;

/**
 * A voucher with its signature: "this channel has paid {@code cumulative} in all". The highest
 * wins.
 */
public record SignedVoucher(ChannelId channel, Amount cumulative, Signature signature) {}
