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
     * @param onChain the channel under the offer's id, as the payee itself read it
     * @param confirmations blocks since its last reserve, 0 when not in a block
     */
    public static Verdict check(
            ChannelOffer offer, ChannelOnChain onChain, long confirmations, PayeePolicy policy) {
        Verdict verdict = checkOffer(offer, policy);
        return verdict.isAccepted() ? checkOnChain(onChain, confirmations, policy) : verdict;
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

    /** The part that the ledger decides; also asked again after every reorg (T9). */
    public static Verdict checkOnChain(
            ChannelOnChain channel, long confirmations, PayeePolicy policy) {
        if (channel.isClosed()) return refuse(Reason.CHANNEL_CLOSED, "an open channel", "closed");
        if (channel.reserve().isZero())
            return refuse(Reason.UNKNOWN_CHANNEL, "an open channel", "never opened");
        if (!channel.isOpen())
            return refuse(Reason.EXIT_UNDER_WAY, "no exit", "exit at " + channel.exitAt());
        if (confirmations < policy.confirmations())
            return Refused.below(Reason.NOT_CONFIRMED, policy.confirmations(), confirmations);
        Amount left = channel.reserve().minusOrZero(channel.claimed());
        return left.compareTo(policy.minReserve()) >= 0
                ? Accepted.YES
                : Refused.below(Reason.RESERVE_TOO_SMALL, policy.minReserve(), left);
    }

    private static Refused refuse(Reason reason, Object expected, Object actual) {
        return Refused.of(reason, expected, actual);
    }
}
