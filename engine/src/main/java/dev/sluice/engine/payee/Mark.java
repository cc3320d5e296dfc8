package dev.sluice.engine.payee;

import dev.sluice.payments.channel.SignedVoucher;
import dev.sluice.payments.money.Amount;
import dev.sluice.payments.money.Bytes32;

/**
 * What the verify workers may know of an account: enough to leave a voucher alone that the gate
 * will refuse, or has taken before. Written by the gate's thread, read by any; may be behind.
 */
final class Mark {
    private volatile Amount accepted = Amount.ZERO;
    private volatile Amount reserve = Amount.ZERO;
    private volatile Bytes32 spender = Bytes32.ZERO;

    void set(Amount nowAccepted, Amount nowReserve, Bytes32 nowSpender) {
        accepted = nowAccepted;
        reserve = nowReserve;
        spender = nowSpender;
    }

    boolean isWorthVerifying(SignedVoucher voucher, Bytes32 peer) {
        Amount cumulative = voucher.cumulative();
        return cumulative.compareTo(accepted) > 0
                && cumulative.compareTo(reserve) <= 0
                && spender.equals(peer);
    }
}
