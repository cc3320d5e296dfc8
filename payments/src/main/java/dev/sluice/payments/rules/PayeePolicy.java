package dev.sluice.payments.rules;

import dev.sluice.payments.channel.Domain;
import dev.sluice.payments.money.Address;
import dev.sluice.payments.money.Amount;
import dev.sluice.payments.money.Bytes32;

/**
 * What a payee asks of a channel before it serves.
 *
 * @param domain the one chain and contract it takes money on (T1)
 * @param payee its own address
 * @param token what it is paid in
 * @param splitHash the split it wants, or zero when it takes all
 * @param minExitDelaySeconds the time it needs to answer an exit (T4)
 * @param minReserve base units that must be left to claim: the next window and a multiple of the
 *     gas of a claim
 * @param minStep base units by which a new voucher must exceed the last, at least 1
 * @param confirmations blocks that must stand on the one that reserved (T9)
 */
public record PayeePolicy(
        Domain domain,
        Address payee,
        Address token,
        Bytes32 splitHash,
        long minExitDelaySeconds,
        Amount minReserve,
        long minStep,
        int confirmations) {
    public PayeePolicy {
        if (payee.isZero()) throw new IllegalArgumentException("payee is the zero address");
        if (minExitDelaySeconds < 0)
            throw new IllegalArgumentException("exit delay " + minExitDelaySeconds);
        if (minStep < 1) throw new IllegalArgumentException("minimum step " + minStep);
        if (confirmations < 0) throw new IllegalArgumentException("confirmations " + confirmations);
    }
}
