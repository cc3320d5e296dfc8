package dev.sluice.payments.rules;

import dev.sluice.payments.channel.ChannelId;
import dev.sluice.payments.channel.ChannelParameters;
import dev.sluice.payments.channel.SignedVoucher;
import dev.sluice.payments.crypto.Signature;
import dev.sluice.payments.ledger.ChannelOnChain;
import dev.sluice.payments.money.Amount;
import org.jspecify.annotations.Nullable;

/**
 * A channel as its payee keeps it: what was promised (accepted), and what was given for it
 * (served).
 *
 * <p>Bytes are sold on credit, so served may run ahead of accepted by one window (I2); keys are
 * sold in advance, so with them it may not (I8). Accepted never falls and never passes the reserve
 * (I5, I6). The maximum counts, never the sum, so vouchers may come in any order and any number of
 * times.
 *
 * <p>No I/O. A voucher accepted here is PENDING: the owner makes it durable before it answers
 * anything that the voucher pays for (I1). After a restart served starts at accepted: the payee
 * forgets what it was owed, at most one window; but for what was written when the channel was put
 * away.
 *
 * <p>Threads: every field belongs to one thread, the owner of the channel's gate. A charge that is
 * covered allocates nothing.
 */
public final class PayeeChannel {
    private enum Phase {
        OPEN,
        EXIT,
        ABSENT,
        CLOSED
    }

    private final ChannelId id;
    private final ChannelParameters parameters;
    private final long minStep;
    private final Tally served = new Tally();
    private Amount reserve;
    private Amount reserveAtHead;
    private Amount accepted;
    private @Nullable Signature signature;
    private Phase phase = Phase.OPEN;
    private boolean retired;

    private PayeeChannel(
            ChannelId id,
            ChannelParameters parameters,
            Amount reserve,
            long minStep,
            Amount accepted,
            @Nullable Signature signature) {
        if (minStep < 1) throw new IllegalArgumentException("minimum step " + minStep);
        this.id = id;
        this.parameters = parameters;
        this.reserve = reserve;
        this.reserveAtHead = reserve;
        this.minStep = minStep;
        this.accepted = accepted;
        this.signature = signature;
        served.set(accepted);
    }

    /** A channel that has paid nothing yet. */
    public static PayeeChannel fresh(
            ChannelId id, ChannelParameters parameters, Amount reserve, long minStep) {
        return fresh(id, parameters, reserve, minStep, Amount.ZERO);
    }

    /**
     * A channel that has paid nothing yet.
     *
     * @param served what it owes all the same, since it was put away
     */
    public static PayeeChannel fresh(
            ChannelId id,
            ChannelParameters parameters,
            Amount reserve,
            long minStep,
            Amount served) {
        PayeeChannel channel =
                new PayeeChannel(id, parameters, reserve, minStep, Amount.ZERO, null);
        channel.served.set(served);
        return channel;
    }

    /** A channel from the highest voucher that was made durable. */
    public static PayeeChannel restored(
            ChannelParameters parameters, Amount reserve, long minStep, SignedVoucher highest) {
        return new PayeeChannel(
                highest.channel(),
                parameters,
                reserve,
                minStep,
                highest.cumulative(),
                highest.signature());
    }

    /**
     * A channel from what was made durable with its highest voucher, or when it was put away.
     *
     * @param served what was given for money: below the voucher, so that advance payment is not
     *     lost with a crash; above it, so that what is owed is not given on credit again
     */
    public static PayeeChannel restored(
            ChannelParameters parameters,
            Amount reserve,
            long minStep,
            SignedVoucher highest,
            Amount served) {
        PayeeChannel channel = restored(parameters, reserve, minStep, highest);
        channel.served.set(served);
        return channel;
    }

    /**
     * Checks everything about a voucher but its signature, which costs a thousand times more.
     *
     * @return {@link Accepted#REPEAT} for the amount that is accepted already: nothing to verify or
     *     store, and no proof of who asks
     */
    public Verdict checkVoucher(ChannelId channel, Amount cumulative) {
        return checkVoucher(channel, cumulative, minStep);
    }

    /**
     * The same for a request with a least step of its own.
     *
     * @param leastStep by how much a voucher must exceed the last; {@link #leastStep}
     */
    public Verdict checkVoucher(ChannelId channel, Amount cumulative, long leastStep) {
        if (!id.equals(channel)) return Refused.of(Reason.WRONG_CHANNEL, id, channel);
        int order = cumulative.compareTo(accepted);
        if (order == 0) return Accepted.REPEAT;
        if (order < 0) return Refused.below(Reason.LOWER_CUMULATIVE, accepted, cumulative);
        if (!isServed()) return refusePhase();
        return checkAmount(cumulative, leastStep);
    }

    private Verdict checkAmount(Amount cumulative, long leastStep) {
        if (cumulative.compareTo(reserve) > 0)
            return Refused.above(
                    unlessPending(Reason.ABOVE_RESERVE, cumulative), reserve, cumulative);
        Amount step = cumulative.minus(accepted);
        return step.compareTo(Amount.of(leastStep)) >= 0
                ? Accepted.YES
                : Refused.below(Reason.STEP_TOO_SMALL, Amount.of(leastStep), step);
    }

    /**
     * By how much a voucher must exceed the last when it rides on a charge: the channel's minimum
     * step, but no more than a payer pays at once; and one base unit when the charge waits for just
     * this voucher. Else a payee whose step is more than a slice costs could never be paid (I9).
     *
     * @param credit how far the charge may run ahead of what is accepted now
     * @param creditThen the same, once the voucher counts
     * @param atOnce what a payer pays at once, base units
     */
    public long leastStep(
            Amount cumulative, long price, long credit, long creditThen, long atOnce) {
        boolean waits =
                !served.fits(price, accepted, credit) && served.fits(price, cumulative, creditThen);
        return waits ? 1 : Math.clamp(atOnce, 1, minStep);
    }

    /**
     * Takes a voucher whose signature was checked elsewhere.
     *
     * <p>A lower one is refused as {@link Reason#LOWER_CUMULATIVE} and changes nothing: it was
     * overtaken. The gate refuses the request that it rode on with it, so that the payer learns
     * what is accepted and heals; only a channel that is shown again may carry one.
     *
     * @param signatureValid the channel's signer signed exactly this amount, low s
     */
    public Verdict offer(Amount cumulative, Signature signature, boolean signatureValid) {
        return offer(cumulative, signature, signatureValid, minStep);
    }

    /** The same for a request with a least step of its own. */
    public Verdict offer(
            Amount cumulative, Signature signature, boolean signatureValid, long leastStep) {
        Verdict verdict = checkVoucher(id, cumulative, leastStep);
        if (verdict != Accepted.YES) return verdict;
        if (!signatureValid)
            return Refused.of(Reason.BAD_SIGNATURE, "signed by " + parameters.signer(), signature);
        this.accepted = cumulative;
        this.signature = signature;
        return Accepted.YES;
    }

    /**
     * Charges for bytes: allowed while served stays within accepted plus the window (I2) and within
     * the reserve, beyond which no voucher could ever pay.
     */
    public Verdict chargeOnCredit(long feeBaseUnits, long windowBaseUnits) {
        requireNotNegative(feeBaseUnits);
        requireNotNegative(windowBaseUnits);
        return charge(feeBaseUnits, windowBaseUnits);
    }

    /** Charges for keys: allowed while served stays within accepted (I8). */
    public Verdict chargeInAdvance(long priceBaseUnits) {
        requireNotNegative(priceBaseUnits);
        return charge(priceBaseUnits, 0);
    }

    /**
     * Takes a charge back: nothing was given for it, not one byte. The owner calls it at most once
     * for a charge. False, and nothing changes, when so much was not charged: the channel was
     * forgotten meanwhile, with what it owed.
     */
    public boolean takeBack(long feeBaseUnits) {
        requireNotNegative(feeBaseUnits);
        return served.take(feeBaseUnits);
    }

    private Verdict charge(long price, long credit) {
        if (!isServed()) return refusePhase();
        if (!served.fits(price, accepted, credit)) return refuseCredit(price, credit);
        if (!served.fits(price, reserve, 0)) return refuseReserve(price);
        served.add(price);
        return Accepted.YES;
    }

    private Refused refuseCredit(long price, long credit) {
        Amount missing = served.missing(price, accepted, credit);
        String expected = "at most " + accepted + " paid + " + credit + " of credit";
        String actual = served.get() + " served + " + price;
        return new Refused(Reason.CREDIT_EXHAUSTED, expected, actual, missing);
    }

    private Refused refuseReserve(long price) {
        String actual = served.get() + " served + " + price;
        Amount missing = served.missing(price, reserve, 0);
        Reason reason = unlessPending(Reason.RESERVE_TOO_SMALL, reserve.plus(missing));
        return new Refused(reason, "at most " + reserve, actual, missing);
    }

    /** What the head of the chain would cover counts later, by blocks alone. */
    private Reason unlessPending(Reason reason, Amount needed) {
        return needed.compareTo(reserveAtHead) <= 0 ? Reason.NOT_CONFIRMED : reason;
    }

    private Refused refusePhase() {
        if (phase == Phase.EXIT)
            return Refused.of(Reason.EXIT_UNDER_WAY, "no exit", "exit started");
        return phase == Phase.ABSENT && !retired
                ? Refused.of(Reason.UNKNOWN_CHANNEL, "an open channel", "none on chain now")
                : Refused.of(Reason.CHANNEL_CLOSED, "an open channel", closedBy());
    }

    private String closedBy() {
        return phase == Phase.CLOSED ? "not open on chain" : "released by its payee";
    }

    private boolean isServed() {
        return phase == Phase.OPEN && !retired;
    }

    /**
     * What the ledger says now. A reorg may bring back what was gone, and take what was there: a
     * smaller reserve than was accepted serves nothing more (T9). A channel that this view of the
     * chain lacks may be in the next one.
     *
     * @param counted the part of the reserve that the payee counts
     */
    public void standing(ChannelOnChain head, Amount counted) {
        reserve = counted;
        reserveAtHead = head.reserve();
        if (head.isClosed()) phase = Phase.CLOSED;
        else if (head.reserve().isZero()) phase = Phase.ABSENT;
        else phase = head.isOpen() ? Phase.OPEN : Phase.EXIT;
    }

    /** The payer leaves: claim at once, take and serve nothing more (T4). */
    public void exitStarted() {
        if (phase == Phase.OPEN) phase = Phase.EXIT;
    }

    /** The payee itself lets the channel go; whatever the chain says later, for ever. */
    public void retire() {
        retired = true;
    }

    public boolean isRetired() {
        return retired;
    }

    /** Not open on chain, for good or as far as is known now. */
    public boolean isClosed() {
        return phase == Phase.CLOSED || phase == Phase.ABSENT;
    }

    /** Whether more was given than is paid for. */
    public boolean isOwed() {
        return !served.fits(0, accepted, 0);
    }

    /** Whether more is paid for than was given. */
    public boolean isPaidAhead() {
        return served.fits(1, accepted, 0);
    }

    /** The highest voucher, or null when none was accepted. */
    public @Nullable SignedVoucher highest() {
        return signature == null ? null : new SignedVoucher(id, accepted, signature);
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

    public Amount accepted() {
        return accepted;
    }

    /** What was given for money so far, in base units. */
    public Amount served() {
        return served.get();
    }

    private static void requireNotNegative(long baseUnits) {
        if (baseUnits < 0) throw new IllegalArgumentException("negative amount " + baseUnits);
    }
}
