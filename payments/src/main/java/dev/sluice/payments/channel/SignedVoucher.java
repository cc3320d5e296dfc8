package dev.sluice.payments.channel;

import dev.sluice.payments.crypto.SecretKey;
import dev.sluice.payments.crypto.Signature;
import dev.sluice.payments.crypto.Signers;
import dev.sluice.payments.money.Address;
import dev.sluice.payments.money.Amount;

/**
 * A voucher with its signature: "this channel has paid {@code cumulative} in all". The highest
 * wins.
 */
public record SignedVoucher(ChannelId channel, Amount cumulative, Signature signature) {
    /** Signs a voucher. The caller has made the amount durable before (I6). */
    public static SignedVoucher sign(
            Domain domain, ChannelId channel, Amount cumulative, SecretKey signer) {
        byte[] digest = VoucherDigest.of(domain, channel, cumulative);
        return new SignedVoucher(channel, cumulative, signer.sign(digest));
    }

    /** True when {@code signer} signed exactly this voucher for exactly this domain (T1, T2). */
    public boolean isSignedBy(Domain domain, Address signer) {
        return Signers.isSignedBy(VoucherDigest.of(domain, channel, cumulative), signature, signer);
    }
}
