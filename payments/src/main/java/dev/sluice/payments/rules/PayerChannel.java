package dev.sluice.payments.rules;

import dev.sluice.payments.channel.ChannelId;
import dev.sluice.payments.channel.ChannelParameters;
import dev.sluice.payments.money.Amount;
import dev.sluice.payments.money.Bytes32;
import dev.sluice.payments.store.PromiseMarks;

/**
 * A channel as its payer keeps it: what it may have signed, and what it got for it as verified
 * content.
 *
 * <p>Signed runs ahead of verified by one window at most (I3), never passes the reserve, and never
 * falls (I6). The first is a limit on loss, so what was once signed and never delivered keeps
 * counting against the window for the life of the channel.
 *
 * <p>No I/O. The amount is raised here first; the owner makes it durable, and only then signs and
 * sends a voucher over {@link #nextCumulative}. A crash in between leaves an amount that may have
 * been signed, which is safe.
 *
 * <p>Threads: every field belongs to one thread, the owner of the payer's session.
 */
public final class PayerChannel {
    private static final Amount LIMITLESS = new Amount(-1, -1);

    private final ChannelId id;
    private final ChannelParameters parameters;
    private Amount reserve;
    private final Amount promised;
    private Amount signed;
    private Amount verified;
    private Amount counted;
    private Amount healed = Amount.ZERO;

    private PayerChannel(
            ChannelId id,
            ChannelParameters parameters,
            Amount reserve,
            Amount signed,
            Amount verified,
            Amount counted,
            Amount promised) {
        if (verified.compareTo(signed) > 0)
            throw new IllegalArgumentException("verified " + verified + " above signed " + signed);
        this.id = id;
        this.parameters = parameters;
        this.reserve = reserve;
        this.signed = signed;
        this.verified = verified;
        this.counted = counted;
        this.promised = promised;
    }

    public static PayerChannel fresh(ChannelId id, ChannelParameters parameters, Amount reserve) {
        return restored(id, parameters, reserve, Amount.ZERO, Amount.ZERO);
    }

    /** A channel from what was made durable. */
    public static PayerChannel restored(
            ChannelId id,
            ChannelParameters parameters,
            Amount reserve,
            Amount signed,
            Amount verified) {
        return new PayerChannel(id, parameters, reserve, signed, verified, signed, LIMITLESS);
    }

    /**
     * A channel from its durable marks, to pay for a work.
     *
     * <p>What was paid in advance and perhaps not received still stands against the window, however
     * often the process restarts (I3). Promises that were already counted for this very work are
     * not spent again.
     */
    public static PayerChannel restored(
            ChannelId id,
            ChannelParameters parameters,
            Amount reserve,
            PromiseMarks marks,
            Bytes32 content) {
        Amount agreed = marks.agreed();
        boolean own = marks.content().equals(content);
        Amount counted = own ? Amount.max(agreed, marks.counted()) : agreed;
        Amount verified = agreed.minusOrZero(marks.exposure());
        return new PayerChannel(
                id, parameters, reserve, agreed, verified, counted, marks.promised());
    }

    /**
     * Pays for what comes later: keys. Allowed while signed - verified stays in the window (I3).
     */
    public Verdict payInAdvance(long priceBaseUnits, long windowBaseUnits) {
        return advance(Amount.of(priceBaseUnits), windowBaseUnits);
    }

    /**
     * Pays what a payee demands for bytes that were lost with a connection. They were never
     * verified, so all such payments together stay within one window (I3).
     */
    public Verdict writeOff(Amount missing, long windowBaseUnits) {
        return advance(missing, windowBaseUnits);
    }

    private Verdict advance(Amount price, long window) {
        Amount limit = Amount.of(window);
        if (reserve.minusOrZero(signed).compareTo(price) < 0) return refuseReserve(price);
        Amount exposure = signed.plus(price).minus(verified);
        if (exposure.compareTo(limit) > 0)
            return Refused.above(Reason.EXPOSURE_LIMIT, limit, exposure);
        signed = signed.plus(price);
        return Accepted.YES;
    }

    /** Pays for a slice that has arrived and verified: the seeder's bytes. Adds no exposure. */
    public Verdict payVerified(long feeBaseUnits) {
        Amount fee = Amount.of(feeBaseUnits);
        if (reserve.minusOrZero(signed).compareTo(fee) < 0) return refuseReserve(fee);
        signed = signed.plus(fee);
        verified = verified.plus(fee);
        return Accepted.YES;
    }

    private Refused refuseReserve(Amount price) {
        Amount left = reserve.minusOrZero(signed);
        return Refused.above(Reason.ABOVE_RESERVE, left, price);
    }

    /** Something that was paid in advance has arrived and verified. */
    public void verified(long baseUnits) {
        Amount sum = verified.plus(baseUnits);
        if (sum.compareTo(signed) > 0)
            throw new IllegalArgumentException("verified " + sum + " above signed " + signed);
        verified = sum;
    }

    /**
     * Takes over the highest own voucher that the peer has proven, after a restart from an old
     * state; a lower one changes nothing. The difference counts as received: it was signed under
     * the same rules, so at most one window of it was not. As far as it was promised before, it is
     * not new spending; beyond, some lost state has signed it, and it counts as spent for the work
     * that is paid for now.
     *
     * @param peersLast an amount under this channel's own valid signature; the caller has checked
     * @return true when it raised the amount, which is then to be made durable
     */
    public boolean heal(Amount peersLast) {
        if (peersLast.compareTo(signed) <= 0) return false;
        Amount old = Amount.min(peersLast, promised).minusOrZero(signed);
        counted =
                signed.compareTo(counted) >= 0
                        ? counted.plus(old)
                        : Amount.max(counted, Amount.min(peersLast, promised));
        verified = verified.plus(peersLast.minus(signed));
        signed = peersLast;
        healed = peersLast;
        return true;
    }

    /** The highest amount that the peer has proven; zero when it has proven none. */
    public Amount healed() {
        return healed;
    }

    /** Whether the peer has proven more than this process knew to be promised. */
    public boolean healedBeyondPromise() {
        return healed.compareTo(promised) > 0;
    }

    /** Up to here what is signed was counted as spent before, or was spent on something else. */
    public Amount counted() {
        return counted;
    }

    /** What is newly spent on the work, when {@code more} is agreed to as well. */
    public Amount outlay(Amount more) {
        return signed.plus(more).minusOrZero(counted);
    }

    /** Sets the reserve to what the ledger says. */
    public void topUp(Amount reserve) {
        this.reserve = reserve;
    }

    /** The cumulative amount that the next voucher carries: all that was agreed to so far. */
    public Amount nextCumulative() {
        return signed;
    }

    /** What may have been signed and was not yet received as verified content. */
    public Amount exposure() {
        return signed.minus(verified);
    }

    public ChannelId id() {
        return id;
    }

    public ChannelParameters parameters() {
        return parameters;
    }

    public Amount reserve() {
        return reserve;
    }

    public Amount verified() {
        return verified;
    }
}
