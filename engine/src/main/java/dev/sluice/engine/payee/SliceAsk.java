package dev.sluice.engine.payee;

import dev.sluice.payments.channel.ChannelId;
import dev.sluice.payments.channel.SignedVoucher;
import dev.sluice.payments.money.Bytes32;
import org.jspecify.annotations.Nullable;

/**
 * A request for a slice, decoded.
 *
 * @param gratis the node gives this one for nothing, whatever the terms say
 * @param peer who asks, as the transport authenticated it
 * @param channel what pays for it; null when nothing does
 */
public record SliceAsk(
        Offer offer,
        long index,
        boolean withPages,
        boolean gratis,
        Bytes32 peer,
        @Nullable ChannelId channel,
        @Nullable SignedVoucher voucher) {}
