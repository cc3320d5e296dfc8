package dev.sluice.payments.rules;

import dev.sluice.payments.channel.ChannelParameters;
import dev.sluice.payments.channel.Share;
import dev.sluice.payments.channel.Split;
import dev.sluice.payments.ledger.ChannelOnChain;
import dev.sluice.payments.money.Amount;
import dev.sluice.payments.money.Bytes32;
import java.util.List;
import java.util.Objects;

/**
 * What a payee checks before it serves a channel at all: pure comparisons, the hashes last.
 *
 * <p>The signature is not among them: it belongs to a voucher, and is checked for each.
 */
public final class AttachRules {
    private AttachRules() {}

    /**
     * Judges an offer by the policy and by what the ledger says.
     *
     * @param standing the channel under the offer's id, as the payee itself read it
     * @param claimCost what a claim costs now, base units of the chain's coin
     */
    public static Verdict check(
            ChannelOffer offer, Standing standing, Amount claimCost, PayeePolicy policy) {
        Verdict verdict = checkOffer(offer, policy);
        return verdict.isAccepted() ? checkOnChain(standing, claimCost, policy) : verdict;
    }

    /** The part that needs no ledger, so that a wrong offer costs no call. */
    public static Verdict checkOffer(ChannelOffer offer, PayeePolicy policy) {
        Verdict verdict = checkFields(offer, policy);
        return verdict.isAccepted() ? checkHashes(offer) : verdict;
    }

    private static Verdict checkFields(ChannelOffer offer, PayeePolicy policy) {
        ChannelParameters channel = offer.parameters();
        if (offer.domain().chainId() != policy.domain().chainId())
            return refuse(Reason.WRONG_CHAIN, policy.domain().chainId(), offer.domain().chainId());
        if (!offer.domain().contract().equals(policy.domain().contract()))
            return refuse(
                    Reason.WRONG_CONTRACT, policy.domain().contract(), offer.domain().contract());
        if (!channel.token().equals(policy.token()))
            return refuse(Reason.WRONG_TOKEN, policy.token(), channel.token());
        if (!channel.payee().equals(policy.payee()))
            return refuse(Reason.WRONG_PAYEE, policy.payee(), channel.payee());
        if (channel.exitDelaySeconds() < policy.minExitDelaySeconds())
            return Refused.below(
                    Reason.EXIT_DELAY_TOO_SHORT,
                    policy.minExitDelaySeconds(),
                    channel.exitDelaySeconds());
        if (channel.signer().isZero())
            return refuse(Reason.BAD_SIGNATURE, "a signer", channel.signer());
        if (!channel.splitHash().equals(policy.splitHash()))
            return refuse(Reason.WRONG_SPLIT, policy.splitHash(), channel.splitHash());
        return Accepted.YES;
    }

    private static Verdict checkHashes(ChannelOffer offer) {
        Verdict split = checkSplit(offer.split(), offer.parameters().splitHash());
        if (!split.isAccepted()) return split;
        Object id = offer.parameters().id(offer.domain());
        return id.equals(offer.id())
                ? Accepted.YES
                : refuse(Reason.CHANNEL_MISMATCH, id, offer.id());
    }

    /** The list must be one that the contract will pay, or the money can never be claimed. */
    private static Verdict checkSplit(List<Share> list, Bytes32 expected) {
        if (list.isEmpty())
            return expected.equals(Bytes32.ZERO)
                    ? Accepted.YES
                    : refuse(Reason.WRONG_SPLIT, expected, "no split");
        try {
            Bytes32 actual = new Split(list).hash();
            return actual.equals(expected)
                    ? Accepted.YES
                    : refuse(Reason.WRONG_SPLIT, expected, actual);
        } catch (IllegalArgumentException invalid) {
            return refuse(Reason.WRONG_SPLIT, expected, Objects.toString(invalid.getMessage()));
        }
    }

    /** The part that the ledger decides. */
    public static Verdict checkOnChain(Standing standing, Amount claimCost, PayeePolicy policy) {
        ChannelOnChain head = standing.head();
        if (head.isClosed()) return refuse(Reason.CHANNEL_CLOSED, "an open channel", "closed");
        if (head.reserve().isZero())
            return refuse(Reason.UNKNOWN_CHANNEL, "an open channel", "never opened");
        if (!head.isOpen())
            return refuse(Reason.EXIT_UNDER_WAY, "no exit", "exit at " + head.exitAt());
        Amount least = policy.leastToClaim(claimCost);
        Amount left = head.reserve().minusOrZero(head.claimed());
        return left.compareTo(least) >= 0
                ? checkConfirmed(standing, least, policy)
                : Refused.below(Reason.RESERVE_TOO_SMALL, least, left);
    }

    /** What is not confirmed does not count beyond the cap, and nothing is no reserve (T9). */
    private static Verdict checkConfirmed(Standing standing, Amount least, PayeePolicy policy) {
        Amount counted = standing.counted(policy.exposureCap());
        Amount left = counted.minusOrZero(standing.head().claimed());
        if (!counted.isZero() && left.compareTo(least) >= 0) return Accepted.YES;
        String wanted = "at least " + least + " under " + policy.confirmations() + " blocks";
        return refuse(Reason.NOT_CONFIRMED, wanted, left);
    }

    private static Refused refuse(Reason reason, Object expected, Object actual) {
        return Refused.of(reason, expected, actual);
    }
}
