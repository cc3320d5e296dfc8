package dev.sluice.engine.keeper;

import dev.sluice.payments.channel.ChannelId;
import dev.sluice.payments.channel.SignedVoucher;
import dev.sluice.payments.ledger.ChannelOnChain;
import dev.sluice.payments.ledger.Claim;
import dev.sluice.payments.money.Address;
import dev.sluice.payments.money.Amount;

/** One channel as its keeper knows it. Belongs to the core. */
final class Kept {
    private static final ChannelOnChain UNREAD =
            new ChannelOnChain(Amount.ZERO, Amount.ZERO, ChannelOnChain.OPEN);

    final ChannelId id;

    /** The highest voucher and what is needed to claim it. */
    Claim claim;

    /** Since when something is unclaimed, and when the last higher voucher came. */
    long unclaimedSince;

    long raisedAt;

    ChannelOnChain head = UNREAD;
    ChannelOnChain settled = UNREAD;

    /** False when the head must be read before anything is decided by it. */
    boolean sure;

    boolean reading;

    /** Something happened while it was being read, so the answer counts for nothing. */
    boolean overtaken;

    /** A reorg may have changed it: then a lower claimed amount is believed at once. */
    boolean doubted;

    boolean inFlight;

    /** What the last batch claimed, until it is known what became of it; zero when nothing. */
    Amount asked = Amount.ZERO;

    /** Reads in a row that said less than what was known. */
    int lags;

    /** Failures in a row of claims that had this row; with one or more it is claimed alone. */
    int failures;

    long retryAt;
    int rechecks;

    /** Due without a threshold: all is claimed, a release waits, a reorg took the claim back. */
    boolean swept;

    boolean always;
    boolean again;

    /** What was said of it already, until something is paid. */
    boolean saidTrouble;

    Kept(Claim claim, long now) {
        this.id = claim.voucher().channel();
        this.claim = claim;
        this.unclaimedSince = now;
        this.raisedAt = now;
    }

    /** Takes a higher voucher; a lower one changes nothing (I6). */
    boolean raise(SignedVoucher voucher, long now) {
        if (voucher.cumulative().compareTo(cumulative()) <= 0) return false;
        if (unclaimed().isZero()) unclaimedSince = now;
        claim = new Claim(claim.parameters(), claim.split(), voucher);
        raisedAt = now;
        return true;
    }

    Amount cumulative() {
        return claim.voucher().cumulative();
    }

    Amount unclaimed() {
        return cumulative().minusOrZero(head.claimed());
    }

    /** As the channel was read, its contract would not pay the voucher. */
    boolean unclaimable() {
        return head.isClosed() || cumulative().compareTo(head.reserve()) > 0;
    }

    Address token() {
        return claim.parameters().token();
    }

    boolean exiting() {
        return !head.isOpen() && !head.isClosed();
    }

    /** Due whatever the thresholds say. */
    boolean forced() {
        return exiting() || swept || always || again;
    }

    /** Before others: a release, then exits by their end. */
    long deadline() {
        if (always) return 0;
        return exiting() ? head.exitAt() : Long.MAX_VALUE;
    }

    /** When a claim is due by the policy. */
    long dueAt(ClaimPolicy policy, long now) {
        boolean worth = unclaimed().compareTo(policy.of(token()).claimAt()) >= 0;
        long at =
                forced() || worth
                        ? now
                        : Math.min(
                                unclaimedSince + policy.ageSeconds(),
                                raisedAt + policy.idleSeconds());
        return Math.max(at, retryAt);
    }

    /** The time kept for trouble before an exit ends. */
    long margin(ClaimPolicy policy) {
        return Math.min(policy.exitMarginSeconds(), claim.parameters().exitDelaySeconds() / 4);
    }

    /** The exit is so near that nothing may wait for long. */
    boolean pressing(ClaimPolicy policy, long now) {
        return exiting() && now >= head.exitAt() - margin(policy);
    }

    long waitSeconds(KeeperSettings settings, int failuresInRow, long now) {
        return pressing(settings.policy(), now)
                ? settings.pace().retrySeconds()
                : settings.pace().waitSeconds(failuresInRow, exiting());
    }

    /** How long until the channel is read again though nothing happened. */
    long recheckSeconds(KeeperSettings settings) {
        long most =
                Math.min(
                        settings.pace().recheckSeconds(),
                        claim.parameters().exitDelaySeconds() / 4);
        if (exiting()) most = Math.min(most, margin(settings.policy()) / 4);
        if (!head.equals(settled)) {
            long doubling = settings.pace().urgentRetrySeconds() << Math.min(rechecks++, 20);
            most = Math.min(most, doubling);
        }
        return Math.max(1, most);
    }
}
