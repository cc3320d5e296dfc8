package dev.sluice.payments.rules;

import static dev.sluice.payments.rules.Verdicts.assertAccepted;
import static dev.sluice.payments.rules.Verdicts.assertRefused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.sluice.payments.Samples;
import dev.sluice.payments.channel.ChannelId;
import dev.sluice.payments.channel.ChannelParameters;
import dev.sluice.payments.channel.Domain;
import dev.sluice.payments.channel.Share;
import dev.sluice.payments.channel.Split;
import dev.sluice.payments.ledger.ChannelOnChain;
import dev.sluice.payments.money.Address;
import dev.sluice.payments.money.Amount;
import dev.sluice.payments.money.Bytes32;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The payee's checklist, one line of it at a time. */
final class AttachRulesTest {
    private static final long DELAY = 86_400;
    private static final Split SPLIT =
            new Split(
                    List.of(
                            new Share(Samples.address(1), 4_000),
                            new Share(Samples.address(2), 6_000)));
    private static final ChannelOnChain OPEN = onChain(1_000, 0, ChannelOnChain.OPEN);

    private static PayeePolicy policy(Bytes32 splitHash) {
        return new PayeePolicy(
                Samples.DOMAIN,
                Samples.PAYEE,
                Samples.TOKEN,
                splitHash,
                DELAY,
                Amount.of(500),
                10,
                3);
    }

    private static final PayeePolicy POLICY = policy(Bytes32.ZERO);

    private static ChannelParameters channel(
            Address signer, Address payee, Address token, Bytes32 splitHash, long delay) {
        return new ChannelParameters(
                Samples.PAYER, signer, payee, token, splitHash, delay, Samples.bytes32(7));
    }

    private static ChannelParameters channel(Bytes32 splitHash, long delay) {
        Address signer = Samples.SIGNER.address();
        return channel(signer, Samples.PAYEE, Samples.TOKEN, splitHash, delay);
    }

    private static ChannelOffer offer(Domain domain, ChannelParameters channel, Split... split) {
        List<Share> shares = split.length == 0 ? List.of() : split[0].shares();
        return new ChannelOffer(domain, channel.id(domain), channel, shares);
    }

    private static ChannelOnChain onChain(long reserve, long claimed, long exitAt) {
        return new ChannelOnChain(Amount.of(reserve), Amount.of(claimed), exitAt);
    }

    private static Verdict check(ChannelParameters channel, Split... split) {
        return AttachRules.check(
                offer(Samples.DOMAIN, channel, split), Standing.trusted(OPEN), Amount.ZERO, POLICY);
    }

    private static Verdict check(ChannelOnChain onChain) {
        return AttachRules.checkOnChain(Standing.trusted(onChain), Amount.ZERO, POLICY);
    }

    @Test
    void aSoundChannelIsServed() {
        assertAccepted(check(Samples.CHANNEL));
    }

    @Test
    void anotherChainOrContractIsRefused_T1() {
        Domain chain = new Domain(1, Samples.DOMAIN.contract());
        Domain contract = new Domain(Samples.DOMAIN.chainId(), Samples.address(0xc1));
        assertRefused(
                Reason.WRONG_CHAIN, AttachRules.checkOffer(offer(chain, Samples.CHANNEL), POLICY));
        assertRefused(
                Reason.WRONG_CONTRACT,
                AttachRules.checkOffer(offer(contract, Samples.CHANNEL), POLICY));
    }

    @Test
    void anotherTokenOrPayeeIsRefused() {
        Address signer = Samples.SIGNER.address();
        Address other = Samples.address(9);
        assertRefused(
                Reason.WRONG_TOKEN,
                check(channel(signer, Samples.PAYEE, other, Bytes32.ZERO, DELAY)));
        assertRefused(
                Reason.WRONG_PAYEE,
                check(channel(signer, other, Samples.TOKEN, Bytes32.ZERO, DELAY)));
    }

    @Test
    void theZeroAddressSignsNothing_T2() {
        assertRefused(
                Reason.BAD_SIGNATURE,
                check(channel(Address.ZERO, Samples.PAYEE, Samples.TOKEN, Bytes32.ZERO, DELAY)));
    }

    @Test
    void theExitDelayIsAtLeastTheMinimum_T4() {
        assertRefused(Reason.EXIT_DELAY_TOO_SHORT, check(channel(Bytes32.ZERO, DELAY - 1)));
        assertAccepted(check(channel(Bytes32.ZERO, DELAY)));
        assertAccepted(check(channel(Bytes32.ZERO, DELAY + 1)));
    }

    @Test
    void theChannelIdIsTheHashOfItsParameters_T1() {
        ChannelId wrong = ChannelId.of(new byte[32]);
        ChannelOffer offer = new ChannelOffer(Samples.DOMAIN, wrong, Samples.CHANNEL, List.of());
        assertRefused(
                Reason.CHANNEL_MISMATCH,
                AttachRules.check(offer, Standing.trusted(OPEN), Amount.ZERO, POLICY));
    }

    @Test
    void theSplitIsTheOneThatThePayeeWants_T7() {
        PayeePolicy policy = policy(SPLIT.hash());
        ChannelParameters channel = channel(SPLIT.hash(), DELAY);
        assertAccepted(AttachRules.checkOffer(offer(Samples.DOMAIN, channel, SPLIT), policy));
        assertRefused(Reason.WRONG_SPLIT, check(channel, SPLIT));
        assertRefused(
                Reason.WRONG_SPLIT,
                AttachRules.checkOffer(offer(Samples.DOMAIN, Samples.CHANNEL), policy));
    }

    @Test
    void theListBehindTheSplitHashIsShownAndPayable_T7() {
        PayeePolicy policy = policy(SPLIT.hash());
        ChannelParameters channel = channel(SPLIT.hash(), DELAY);
        Split other = new Split(SPLIT.shares().reversed());
        ChannelId id = channel.id(Samples.DOMAIN);
        List<Share> half = SPLIT.shares().subList(0, 1);
        for (List<Share> list : List.of(List.<Share>of(), other.shares(), half))
            assertRefused(
                    Reason.WRONG_SPLIT,
                    AttachRules.checkOffer(
                            new ChannelOffer(Samples.DOMAIN, id, channel, list), policy));
        assertRefused(Reason.WRONG_SPLIT, check(Samples.CHANNEL, SPLIT));
    }

    @Test
    void whatIsLeftToClaimCoversTheMinimum() {
        assertRefused(Reason.RESERVE_TOO_SMALL, 1, check(onChain(1_000, 501, 0)));
        assertAccepted(check(onChain(1_000, 500, 0)));
        assertAccepted(check(onChain(1_000, 499, 0)));
    }

    @Test
    void unknownLeavingAndClosedChannelsAreRefused_T4() {
        assertRefused(Reason.UNKNOWN_CHANNEL, check(onChain(0, 0, ChannelOnChain.OPEN)));
        assertRefused(Reason.EXIT_UNDER_WAY, check(onChain(1_000, 0, 1)));
        assertRefused(Reason.CHANNEL_CLOSED, check(onChain(0, 0, ChannelOnChain.CLOSED)));
        assertRefused(Reason.CHANNEL_CLOSED, check(onChain(9, 9, ChannelOnChain.CLOSED)));
    }

    @Test
    void aPolicyWithoutTheNewSettingsTrustsTheHead() {
        assertEquals(Amount.ZERO, POLICY.exposureCap());
        assertEquals(0, POLICY.claimsCovered());
        assertEquals(3, POLICY.confirmations());
        assertThrows(
                IllegalArgumentException.class,
                () -> POLICY.withConfirmations(0, Amount.of(1)),
                "a cap on what needs no confirmation");
    }
}
