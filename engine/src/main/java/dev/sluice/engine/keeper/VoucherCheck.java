package dev.sluice.engine.keeper;

import dev.sluice.payments.channel.ChannelId;
import dev.sluice.payments.channel.Domain;
import dev.sluice.payments.channel.Split;
import dev.sluice.payments.ledger.Claim;
import dev.sluice.payments.money.Bytes32;
import dev.sluice.payments.rules.Accepted;
import dev.sluice.payments.rules.Reason;
import dev.sluice.payments.rules.Refused;
import dev.sluice.payments.rules.Verdict;
import java.util.Objects;

/** What is checked of a voucher that somebody else wrote down; cheap checks first. */
public final class VoucherCheck {
    private VoucherCheck() {}

    /**
     * Judges a claim that says it is for {@code theirs}, by a keeper that works on {@code mine}.
     */
    public static Verdict check(Domain mine, Domain theirs, Claim claim) {
        if (theirs.chainId() != mine.chainId())
            return Refused.of(Reason.WRONG_CHAIN, mine.chainId(), theirs.chainId());
        if (!theirs.contract().equals(mine.contract()))
            return Refused.of(Reason.WRONG_CONTRACT, mine.contract(), theirs.contract());
        Verdict split = checkSplit(claim);
        if (!split.isAccepted()) return split;
        ChannelId id = claim.parameters().id(mine);
        if (!id.equals(claim.voucher().channel()))
            return Refused.of(Reason.CHANNEL_MISMATCH, id, claim.voucher().channel());
        return claim.voucher().isSignedBy(mine, claim.parameters().signer())
                ? Accepted.YES
                : Refused.of(
                        Reason.BAD_SIGNATURE,
                        "a signature by " + claim.parameters().signer(),
                        "another");
    }

    private static Verdict checkSplit(Claim claim) {
        Bytes32 expected = claim.parameters().splitHash();
        if (claim.split().isEmpty())
            return expected.equals(Bytes32.ZERO)
                    ? Accepted.YES
                    : Refused.of(Reason.WRONG_SPLIT, expected, "no split");
        try {
            Bytes32 actual = new Split(claim.split()).hash();
            return actual.equals(expected)
                    ? Accepted.YES
                    : Refused.of(Reason.WRONG_SPLIT, expected, actual);
        } catch (IllegalArgumentException invalid) {
            String why = Objects.toString(invalid.getMessage());
            return Refused.of(Reason.WRONG_SPLIT, expected, why);
        }
    }
}
