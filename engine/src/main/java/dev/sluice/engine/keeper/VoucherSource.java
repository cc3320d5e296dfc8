package dev.sluice.engine.keeper;

import dev.sluice.payments.channel.ChannelId;
import dev.sluice.payments.ledger.Claim;
import java.util.Optional;
import java.util.function.Consumer;

/** Where a keeper's vouchers lie durably. Called on the keeper's thread; a failure stops it. */
public interface VoucherSource {
    /** Every channel's highest voucher, once at the start. */
    void forEach(Consumer<Claim> visitor);

    /** The highest voucher of a channel that the keeper has not seen before. */
    Optional<Claim> find(ChannelId channel);
}
