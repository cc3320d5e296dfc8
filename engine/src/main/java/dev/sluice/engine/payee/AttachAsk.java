package dev.sluice.engine.payee;

import dev.sluice.payments.channel.ChannelId;
import dev.sluice.payments.channel.SignedVoucher;
import dev.sluice.payments.money.Bytes32;
import org.jspecify.annotations.Nullable;

/**
 * A channel that a payer shows, decoded and proven to be {@code peer}'s to spend, with the facts
 * about it.
 */
public record AttachAsk(
        ChannelId channel, Bytes32 peer, AttachFacts facts, @Nullable SignedVoucher last) {}
