package dev.sluice.engine.payee;

import dev.sluice.payments.channel.ChannelId;
import dev.sluice.payments.channel.SignedVoucher;
import dev.sluice.payments.money.Amount;
import dev.sluice.payments.money.Bytes32;
import dev.sluice.payments.rules.Refused;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where the answers to one stream's requests go. Called by the answer stage, in the order of the
 * requests; must not block and must not throw.
 */
public interface Responder {
    /** Who is at the other end, as the transport authenticated it. */
    Bytes32 peer();

    void slice(Offer offer, long index, boolean withPages);

    /**
     * Keys that are paid for.
     *
     * @param paid what they were sold against; for the seller's receipt
     */
    void keys(Offer offer, long first, long count, Paid paid);

    /**
     * What keys were sold against.
     *
     * @param channel null when they cost nothing
     * @param cumulative the highest voucher that counted
     */
    record Paid(@Nullable ChannelId channel, Amount cumulative) {}

    /** The channel is served; {@code last} and {@code served} are what the payee holds. */
    void attached(ChannelId channel, Optional<SignedVoucher> last, Amount served);

    void refused(Refused why, Offer offer, long index);

    void attachRefused(Refused why, ChannelId channel);
}
