package dev.sluice.payments.rules;

import dev.sluice.payments.channel.Domain;
import dev.sluice.payments.money.Address;
import dev.sluice.payments.money.Amount;
import dev.sluice.payments.money.Bytes32;

/**
 * What a payee asks of a channel before it serves. Cannot exist invalid.
 *
 * @param domain the one chain and contract it takes money on (T1)
 * @param payee its own address
 * @param token what it is paid in
 * @param splitHash the split it wants, or zero when it takes all
 * @param minExitDelaySeconds the time it needs to answer an exit (T4)
 * @param minReserve base units that must be left to claim, beside the cost of claims: set it to the
 *     price of a window
 * @param minStep base units by which a new voucher must exceed the last, at least 1; less is enough
 *     for what a request waits for ({@link PayeeChannel#leastStep})
 * @param confirmations blocks that must stand on the one that reserved (T9), up to {@link
 *     #MAX_CONFIRMATIONS}
 * @param exposureCap base units of an unconfirmed reserve that count all the same: what a reorg may
 *     cost on one channel
 * @param claimsCovered how many times what is left to claim must pay for a claim's gas; 0 asks for
 *     nothing, and a token other than the chain's coin allows nothing else
 */
public record PayeePolicy(
        Domain domain,
        Address payee,
        Address token,
        Bytes32 splitHash,
        long minExitDelaySeconds,
        Amount minReserve,
        long minStep,
        int confirmations,
        Amount exposureCap,
        int claimsCovered) {
    /** As deep as a ledger can be read. */
    public static final int MAX_CONFIRMATIONS = 128;

    public static final int MAX_CLAIMS_COVERED = 1_000;

    public PayeePolicy {
        if (payee.isZero()) throw new IllegalArgumentException("payee is the zero address");
        if (minExitDelaySeconds < 0)
            throw new IllegalArgumentException("exit delay " + minExitDelaySeconds);
        if (minStep < 1) throw new IllegalArgumentException("minimum step " + minStep);
        requireRange("confirmations", confirmations, MAX_CONFIRMATIONS);
        requireRange("claims covered", claimsCovered, MAX_CLAIMS_COVERED);
        if (confirmations == 0 && !exposureCap.isZero())
            throw new IllegalArgumentException(
                    "exposure cap " + exposureCap + " without confirmations to wait for");
        if (claimsCovered > 0 && !token.isZero())
            throw new IllegalArgumentException(
                    "gas is not paid in " + token + ": no claims can be covered in it");
    }

    /** A payee that trusts the newest block and asks nothing for gas, as on a local chain. */
    public PayeePolicy(
            Domain domain,
            Address payee,
            Address token,
            Bytes32 splitHash,
            long minExitDelaySeconds,
            Amount minReserve,
            long minStep,
            int confirmations) {
        this(
                domain,
                payee,
                token,
                splitHash,
                minExitDelaySeconds,
                minReserve,
                minStep,
                confirmations,
                Amount.ZERO,
                0);
    }

    private static void requireRange(String name, int value, int most) {
        if (value < 0 || value > most)
            throw new IllegalArgumentException(name + " " + value + " outside 0.." + most);
    }

    /** The same for a channel that carries another split. */
    public PayeePolicy withSplit(Bytes32 other) {
        return with(payee, other, confirmations, exposureCap, claimsCovered);
    }

    /** The same for another of the node's payees. */
    public PayeePolicy withPayee(Address other) {
        return with(other, splitHash, confirmations, exposureCap, claimsCovered);
    }

    /** The same with another answer to reorgs. */
    public PayeePolicy withConfirmations(int blocks, Amount cap) {
        return with(payee, splitHash, blocks, cap, claimsCovered);
    }

    /** The same with another multiple of a claim's gas. */
    public PayeePolicy withClaimsCovered(int claims) {
        return with(payee, splitHash, confirmations, exposureCap, claims);
    }

    private PayeePolicy with(
            Address otherPayee, Bytes32 otherSplit, int blocks, Amount cap, int claims) {
        return new PayeePolicy(
                domain,
                otherPayee,
                token,
                otherSplit,
                minExitDelaySeconds,
                minReserve,
                minStep,
                blocks,
                cap,
                claims);
    }

    /**
     * What must be left to claim.
     *
     * @param claimCost what a claim costs now, base units of the chain's coin
     */
    public Amount leastToClaim(Amount claimCost) {
        return minReserve.plus(claimCost.times(claimsCovered));
    }
}
