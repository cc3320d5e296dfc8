package dev.sluice.payments.ledger;

import dev.sluice.payments.channel.ChannelParameters;
import dev.sluice.payments.channel.Share;
import dev.sluice.payments.channel.SignedVoucher;
import java.util.List;

/** A voucher to be paid out. {@code split} is empty when the payee takes all. */
public record Claim(ChannelParameters parameters, List<Share> split, SignedVoucher voucher) {
    public Claim {
        split = List.copyOf(split);
    }
}
