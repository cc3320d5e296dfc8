package dev.sluice.engine.payee;

import dev.sluice.payments.channel.ChannelId;
import dev.sluice.payments.channel.SignedVoucher;
import dev.sluice.payments.money.Bytes32;
import org.jspecify.annotations.Nullable;

/** A request for the keys of {@code count} slices from {@code first}, decoded. */
public record KeyAsk(
        Offer offer,
        long first,
        long count,
        Bytes32 peer,
        @Nullable ChannelId channel,
        @Nullable SignedVoucher voucher) {}
