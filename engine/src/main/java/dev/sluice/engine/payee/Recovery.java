package dev.sluice.engine.payee;

import dev.sluice.payments.channel.Domain;
import dev.sluice.payments.channel.SignedVoucher;
import dev.sluice.payments.channel.VoucherDigest;
import dev.sluice.payments.crypto.Signers;
import dev.sluice.payments.money.Address;
import org.jspecify.annotations.Nullable;

/** Recovers who signed a voucher. One thread. */
class Recovery {
    private final VoucherDigest digest;
    private final byte[] hash = new byte[32];

    Recovery(Domain domain) {
        this.digest = new VoucherDigest(domain);
    }

    /** Null when the signature is nobody's, or its s is high (T2). */
    @Nullable Address signer(SignedVoucher voucher) {
        digest.write(voucher.channel(), voucher.cumulative(), hash);
        return Signers.recover(hash, voucher.signature());
    }
}
