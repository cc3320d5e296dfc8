package dev.sluice.engine.payee;

import dev.sluice.payments.channel.ChannelId;
import dev.sluice.payments.channel.SignedVoucher;
import org.jspecify.annotations.Nullable;

/** A channel that a payer shows, decoded, with the facts about it. */
public record AttachAsk(ChannelId channel, AttachFacts facts, @Nullable SignedVoucher last) {}
