package dev.sluice.engine.sim;

import dev.sluice.payments.channel.ChannelId;
import dev.sluice.payments.channel.SignedVoucher;
import dev.sluice.payments.crypto.Signature;
import dev.sluice.payments.money.Amount;
import dev.sluice.payments.rules.ChannelOffer;
import dev.sluice.payments.rules.Reason;
import org.jspecify.annotations.Nullable;

/** What nodes say to each other. Content is one number for each slice: right or wrong. */
sealed interface Message {
    record Attach(ChannelOffer offer, Signature proof, @Nullable SignedVoucher last)
            implements Message {}

    record Attached(ChannelId channel, @Nullable SignedVoucher last, Amount served)
            implements Message {}

    record AskSlice(long index, @Nullable ChannelId channel, @Nullable SignedVoucher voucher)
            implements Message {}

    record CancelSlice(long index, @Nullable ChannelId channel) implements Message {}

    record AskKeys(
            long first, long count, @Nullable ChannelId channel, @Nullable SignedVoucher voucher)
            implements Message {}

    record Slice(long index, long content) implements Message {}

    record Keys(long first, long count, boolean fit) implements Message {}

    record Refusal(boolean attach, long index, Reason reason, String text) implements Message {}

    record AskRelease(ChannelId channel, Signature proof) implements Message {}

    record Released(ChannelId channel, Amount claimed, Signature signature) implements Message {}
}
