package dev.sluice.payments.store;

import dev.sluice.payments.channel.ChannelId;
import dev.sluice.payments.channel.ChannelParameters;
import dev.sluice.payments.channel.Share;
import dev.sluice.payments.channel.SignedVoucher;
import dev.sluice.payments.money.Amount;
import java.util.List;
import java.util.Optional;

/**
 * What a payee knows of a channel.
 *
 * @param voucher the highest voucher that counts
 * @param keysServed value of the keys released against it; at most the voucher's amount
 */
public record PayeeRecord(
        ChannelId channel,
        ChannelParameters parameters,
        List<Share> split,
        Optional<SignedVoucher> voucher,
        Amount keysServed) {
    public PayeeRecord {
        split = List.copyOf(split);
    }

    public Amount accepted() {
        return voucher.map(SignedVoucher::cumulative).orElse(Amount.ZERO);
    }
}
