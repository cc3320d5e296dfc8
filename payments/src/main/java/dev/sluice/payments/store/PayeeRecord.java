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
 * @param keysServed value of what was given for it; with a voucher at most that one's amount, with
 *     a channel that was put away also what it owes
 * @param retired the payee has let the channel go: it takes and serves nothing on it any more
 */
public record PayeeRecord(
        ChannelId channel,
        ChannelParameters parameters,
        List<Share> split,
        Optional<SignedVoucher> voucher,
        Amount keysServed,
        boolean retired) {
    public PayeeRecord {
        split = List.copyOf(split);
    }

    /** A channel that is served. */
    public PayeeRecord(
            ChannelId channel,
            ChannelParameters parameters,
            List<Share> split,
            Optional<SignedVoucher> voucher,
            Amount keysServed) {
        this(channel, parameters, split, voucher, keysServed, false);
    }

    /** The same with a higher voucher. */
    public PayeeRecord withVoucher(SignedVoucher highest, Amount served) {
        return new PayeeRecord(channel, parameters, split, Optional.of(highest), served, retired);
    }

    /** The same, let go. */
    public PayeeRecord asRetired() {
        return new PayeeRecord(channel, parameters, split, voucher, keysServed, true);
    }

    public Amount accepted() {
        return voucher.map(SignedVoucher::cumulative).orElse(Amount.ZERO);
    }
}
