package dev.sluice.engine.keeper;

import dev.sluice.payments.channel.ChannelId;
import dev.sluice.payments.ledger.Claim;
import dev.sluice.payments.store.ChannelStore;
import dev.sluice.payments.store.PayeeRecord;
import java.util.Optional;
import java.util.function.Consumer;

/** The vouchers in a node's own store. */
public record StoredVouchers(ChannelStore store) implements VoucherSource {
    @Override
    public void forEach(Consumer<Claim> visitor) {
        store.forEachPayee(record -> claim(record).ifPresent(visitor));
    }

    @Override
    public Optional<Claim> find(ChannelId channel) {
        return store.payee(channel).flatMap(StoredVouchers::claim);
    }

    /** What there is to claim of a channel; empty when no voucher was accepted yet. */
    public static Optional<Claim> claim(PayeeRecord record) {
        return record.voucher()
                .map(voucher -> new Claim(record.parameters(), record.split(), voucher));
    }
}
