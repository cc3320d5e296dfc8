package dev.sluice.payments.rules;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.sluice.payments.Samples;
import dev.sluice.payments.channel.ChannelId;
import dev.sluice.payments.channel.ChannelParameters;
import dev.sluice.payments.channel.Domain;
import dev.sluice.payments.channel.Share;
import dev.sluice.payments.crypto.Signature;
import dev.sluice.payments.ledger.ChannelOnChain;
import dev.sluice.payments.money.Address;
import dev.sluice.payments.money.Amount;
import dev.sluice.payments.money.Bytes32;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * The payee's checklist as a table: for each line the value at the bound, one below, one above.
 *
 * <p>The lines stand in the order in which they are checked; the last test breaks them all and
 * mends them from the top, so that the order is what it says.
 */
final class ChecklistTest {
    private static final long DELAY = 86_400;
    private static final long RESERVE = 100_000;
    private static final long MIN_RESERVE = 500;
    private static final long CLAIM_COST = 70;
    private static final int CLAIMS = 3;
    private static final long LEAST = MIN_RESERVE + CLAIMS * CLAIM_COST;
    private static final long CAP = 10_000;
    private static final long STEP = 10;
    private static final long ACCEPTED = 2_000;
    private static final Signature SIGNATURE = Samples.SIGNER.sign(new byte[32]);
    private static final PayeePolicy POLICY =
            new PayeePolicy(
                    Samples.DOMAIN,
                    Samples.PAYEE,
                    Address.ZERO,
                    Bytes32.ZERO,
                    DELAY,
                    Amount.of(MIN_RESERVE),
                    STEP,
                    6,
                    Amount.of(CAP),
                    CLAIMS);

    /** A channel and a voucher that pass; each test spoils one thing. */
    private static final class Shown {
        Domain domain = Samples.DOMAIN;
        Address token = Address.ZERO;
        Address payee = Samples.PAYEE;
        Address signer = Samples.SIGNER.address();
        long delay = DELAY;
        List<Share> split = List.of();
        boolean rightId = true;
        long head = RESERVE;
        long confirmed = RESERVE;
        long claimed;
        long exitAt = ChannelOnChain.OPEN;
        boolean rightChannel = true;
        long cumulative = ACCEPTED + STEP;
        boolean signed = true;

        Verdict check() {
            Verdict attach = AttachRules.check(offer(), standing(), Amount.of(CLAIM_COST), POLICY);
            return attach.isAccepted() ? voucher() : attach;
        }

        private ChannelParameters parameters() {
            return new ChannelParameters(
                    Samples.PAYER, signer, payee, token, Bytes32.ZERO, delay, Samples.bytes32(7));
        }

        private ChannelOffer offer() {
            ChannelId id = rightId ? parameters().id(domain) : ChannelId.of(new byte[32]);
            return new ChannelOffer(domain, id, parameters(), split);
        }

        private Standing standing() {
            Amount paid = Amount.of(claimed);
            return new Standing(
                    new ChannelOnChain(Amount.of(head), paid, exitAt),
                    new ChannelOnChain(Amount.of(confirmed), paid, ChannelOnChain.OPEN));
        }

        private Verdict voucher() {
            ChannelId id = parameters().id(domain);
            Amount counted = standing().counted(POLICY.exposureCap());
            PayeeChannel channel =
                    PayeeChannel.fresh(id, parameters(), Amount.of(RESERVE), POLICY.minStep());
            channel.offer(Amount.of(ACCEPTED), SIGNATURE, true);
            channel.standing(standing().head(), counted);
            ChannelId named = rightChannel ? id : ChannelId.of(new byte[32]);
            Verdict cheap = channel.checkVoucher(named, Amount.of(cumulative));
            return cheap == Accepted.YES
                    ? channel.offer(Amount.of(cumulative), SIGNATURE, signed)
                    : cheap;
        }
    }

    private interface Spoil {
        void on(Shown shown);
    }

    private static DynamicTest line(String name, Object expected, Spoil spoil) {
        return dynamicTest(
                name,
                () -> {
                    Shown shown = new Shown();
                    spoil.on(shown);
                    Verdict verdict = shown.check();
                    assertEquals(
                            expected,
                            verdict instanceof Refused why ? why.reason() : verdict,
                            verdict.toString());
                });
    }

    @TestFactory
    Stream<DynamicTest> whoAndWhere_T1_T2_T7() {
        return Stream.of(
                line("all is well", Accepted.YES, _ -> {}),
                line("the chain below", Reason.WRONG_CHAIN, s -> s.domain = chain(-1)),
                line("the chain above", Reason.WRONG_CHAIN, s -> s.domain = chain(+1)),
                line(
                        "another contract",
                        Reason.WRONG_CONTRACT,
                        s ->
                                s.domain =
                                        new Domain(
                                                Samples.DOMAIN.chainId(), Samples.address(0xc1))),
                line("another token", Reason.WRONG_TOKEN, s -> s.token = Samples.TOKEN),
                line("not me", Reason.WRONG_PAYEE, s -> s.payee = Samples.address(9)),
                line("a delay one short", Reason.EXIT_DELAY_TOO_SHORT, s -> s.delay = DELAY - 1),
                line("a delay one longer", Accepted.YES, s -> s.delay = DELAY + 1),
                line("no signer", Reason.BAD_SIGNATURE, s -> s.signer = Address.ZERO),
                line(
                        "a list without its hash",
                        Reason.WRONG_SPLIT,
                        s -> s.split = List.of(new Share(Samples.address(1), 10_000))),
                line(
                        "an id that is not its hash",
                        Reason.CHANNEL_MISMATCH,
                        s -> s.rightId = false));
    }

    private static Domain chain(long difference) {
        return new Domain(Samples.DOMAIN.chainId() + difference, Samples.DOMAIN.contract());
    }

    @TestFactory
    Stream<DynamicTest> onChain_T4_T9() {
        return Stream.of(
                line("closed", Reason.CHANNEL_CLOSED, s -> s.exitAt = ChannelOnChain.CLOSED),
                line("never opened", Reason.UNKNOWN_CHANNEL, s -> s.head = 0),
                line("an exit that ends soon", Reason.EXIT_UNDER_WAY, s -> s.exitAt = 1),
                line(
                        "an exit that ends late",
                        Reason.EXIT_UNDER_WAY,
                        s -> s.exitAt = ChannelOnChain.CLOSED - 1),
                line(
                        "one unit less left than a window and the gas",
                        Reason.RESERVE_TOO_SMALL,
                        s -> s.claimed = RESERVE - LEAST + 1),
                line("just the window and the gas", Accepted.YES, s -> s.claimed = RESERVE - LEAST),
                line("one more", Accepted.YES, s -> s.claimed = RESERVE - LEAST - 1),
                line("all of it unconfirmed, up to the cap", Accepted.YES, s -> s.confirmed = 0),
                line(
                        "too little confirmed by one",
                        Reason.NOT_CONFIRMED,
                        s -> {
                            s.claimed = 50_000;
                            s.confirmed = 50_000 + (int) (LEAST - CAP) - 1;
                        }),
                line(
                        "just enough confirmed",
                        Accepted.YES,
                        s -> {
                            s.claimed = 50_000;
                            s.confirmed = 50_000 + (int) (LEAST - CAP);
                        }),
                line("a reserve that a reorg took", Reason.RESERVE_TOO_SMALL, s -> s.head = 1));
    }

    @TestFactory
    Stream<DynamicTest> theVoucher_I5_I6_T2_T9() {
        return Stream.of(
                line("of another channel", Reason.WRONG_CHANNEL, s -> s.rightChannel = false),
                line("lower", Reason.LOWER_CUMULATIVE, s -> s.cumulative = ACCEPTED - 1),
                line("the same", Accepted.REPEAT, s -> s.cumulative = ACCEPTED),
                line("the same, badly signed", Accepted.REPEAT, ChecklistTest::unsignedRepeat),
                line("one above", Reason.STEP_TOO_SMALL, s -> s.cumulative = ACCEPTED + 1),
                line(
                        "a step but one",
                        Reason.STEP_TOO_SMALL,
                        s -> s.cumulative = ACCEPTED + STEP - 1),
                line("a step", Accepted.YES, s -> s.cumulative = ACCEPTED + STEP),
                line("a step and one", Accepted.YES, s -> s.cumulative = ACCEPTED + STEP + 1),
                line("the reserve but one", Accepted.YES, s -> s.cumulative = RESERVE - 1),
                line("the whole reserve", Accepted.YES, s -> s.cumulative = RESERVE),
                line("one more", Reason.ABOVE_RESERVE, s -> s.cumulative = RESERVE + 1),
                line("the cap", Accepted.YES, s -> unconfirmed(s, CAP)),
                line("one above the cap", Reason.NOT_CONFIRMED, s -> unconfirmed(s, CAP + 1)),
                line("signed by another, or high s", Reason.BAD_SIGNATURE, s -> s.signed = false));
    }

    private static void unsignedRepeat(Shown shown) {
        shown.cumulative = ACCEPTED;
        shown.signed = false;
    }

    private static void unconfirmed(Shown shown, long cumulative) {
        shown.confirmed = 0;
        shown.cumulative = cumulative;
    }

    /** Cheap before dear: with all wrong, each mended line uncovers the next, signature last. */
    @Test
    void theOrderOfTheChecks() {
        List<Spoil> wrong =
                List.of(
                        s -> s.domain = chain(1),
                        s -> s.token = Samples.TOKEN,
                        s -> s.payee = Samples.address(9),
                        s -> s.delay = DELAY - 1,
                        s -> s.rightId = false,
                        s -> s.exitAt = 1,
                        s -> s.claimed = RESERVE,
                        s -> s.rightChannel = false,
                        s -> s.cumulative = RESERVE + 1,
                        s -> s.signed = false);
        List<Reason> order = new ArrayList<>();
        for (int mended = 0; mended < wrong.size(); mended++) {
            Shown shown = new Shown();
            wrong.subList(mended, wrong.size()).forEach(spoil -> spoil.on(shown));
            order.add(assertInstanceOf(Refused.class, shown.check()).reason());
        }
        assertEquals(
                List.of(
                        Reason.WRONG_CHAIN,
                        Reason.WRONG_TOKEN,
                        Reason.WRONG_PAYEE,
                        Reason.EXIT_DELAY_TOO_SHORT,
                        Reason.CHANNEL_MISMATCH,
                        Reason.EXIT_UNDER_WAY,
                        Reason.RESERVE_TOO_SMALL,
                        Reason.WRONG_CHANNEL,
                        Reason.ABOVE_RESERVE,
                        Reason.BAD_SIGNATURE),
                order);
    }

    @Test
    void withoutACapNothingUnconfirmedCounts_T9() {
        PayeePolicy strict = POLICY.withConfirmations(6, Amount.ZERO);
        Shown shown = new Shown();
        shown.confirmed = 0;
        Verdict verdict = AttachRules.checkOnChain(shown.standing(), Amount.ZERO, strict);
        assertEquals(Reason.NOT_CONFIRMED, assertInstanceOf(Refused.class, verdict).reason());
    }

    @Test
    void impossiblePoliciesDoNotExist() {
        POLICY.withConfirmations(PayeePolicy.MAX_CONFIRMATIONS, Amount.of(1));
        POLICY.withConfirmations(0, Amount.ZERO);
        POLICY.withClaimsCovered(PayeePolicy.MAX_CLAIMS_COVERED);
        for (Runnable wrong :
                List.<Runnable>of(
                        () -> POLICY.withConfirmations(-1, Amount.ZERO),
                        () -> POLICY.withConfirmations(129, Amount.ZERO),
                        () -> POLICY.withConfirmations(0, Amount.of(1)),
                        () -> POLICY.withClaimsCovered(-1),
                        () -> POLICY.withClaimsCovered(1_001),
                        () -> policy(Address.ZERO, Address.ZERO, 0, 1, 0),
                        () -> policy(Samples.PAYEE, Address.ZERO, -1, 1, 0),
                        () -> policy(Samples.PAYEE, Address.ZERO, 0, 0, 0),
                        () -> policy(Samples.PAYEE, Samples.TOKEN, 0, 1, 1)))
            assertThrows(IllegalArgumentException.class, wrong::run);
        policy(Samples.PAYEE, Samples.TOKEN, 0, 1, 0);
    }

    private static void policy(Address payee, Address token, long delay, long step, int claims) {
        new PayeePolicy(
                Samples.DOMAIN,
                payee,
                token,
                Bytes32.ZERO,
                delay,
                Amount.ZERO,
                step,
                0,
                Amount.ZERO,
                claims);
    }
}
