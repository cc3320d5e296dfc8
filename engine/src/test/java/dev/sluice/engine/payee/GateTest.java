package dev.sluice.engine.payee;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.sluice.engine.Samples;
import dev.sluice.payments.channel.ChannelParameters;
import dev.sluice.payments.channel.Share;
import dev.sluice.payments.channel.SignedVoucher;
import dev.sluice.payments.channel.Split;
import dev.sluice.payments.ledger.ChannelOnChain;
import dev.sluice.payments.money.Address;
import dev.sluice.payments.money.Amount;
import dev.sluice.payments.money.Bytes32;
import dev.sluice.payments.rules.Accepted;
import dev.sluice.payments.rules.Reason;
import dev.sluice.payments.rules.Refused;
import dev.sluice.payments.rules.Standing;
import dev.sluice.payments.rules.Verdict;
import dev.sluice.payments.store.KeyRelease;
import dev.sluice.payments.store.PayeeRecord;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Whether a request is paid for. A slice's fee is 1,000 and its key costs 3,000. */
final class GateTest {
    private static final ChannelParameters CHANNEL = Samples.channel(1);
    private static final List<Share> SHARES =
            List.of(new Share(Samples.address(1), 6_000), new Share(Samples.address(2), 4_000));
    private static final Bytes32 SPLIT = new Split(SHARES).hash();
    private static final ChannelParameters WITH_SPLIT = Samples.channel(2, SPLIT);

    private final Gate gate =
            new Gate(
                    Desk.POLICY,
                    new Accounts(100, () -> Long.MAX_VALUE, GateListener.NOBODY),
                    new Recovery(Samples.DOMAIN),
                    GateListener.NOBODY);
    private Bytes32 peer = Desk.PEER;
    private Offer offer = Desk.OFFER;
    private ChannelParameters channel = CHANNEL;
    private PayeeSlot slot = new PayeeSlot();

    private Verdict attach(AttachAsk ask) {
        slot = new PayeeSlot();
        slot.kind = PayeeSlot.Kind.ATTACH;
        slot.facts = ask.facts();
        slot.channel = ask.channel();
        slot.peer = ask.peer();
        slot.voucher = ask.last();
        return decide();
    }

    private Verdict attach() {
        return attach(Desk.attach(CHANNEL, peer, null));
    }

    private Verdict slice(long index, @Nullable SignedVoucher voucher) {
        return request(PayeeSlot.Kind.SLICE, index, 1, voucher, Samples.SIGNER.address());
    }

    private Verdict slice(long index, long paid) {
        return slice(index, Samples.voucher(channel, paid));
    }

    private Verdict keys(long first, long count, long paid) {
        SignedVoucher voucher = paid == 0 ? null : Samples.voucher(channel, paid);
        return request(PayeeSlot.Kind.KEYS, first, count, voucher, Samples.SIGNER.address());
    }

    private Verdict request(
            PayeeSlot.Kind kind,
            long first,
            long count,
            @Nullable SignedVoucher voucher,
            @Nullable Address signer) {
        slot = new PayeeSlot();
        slot.kind = kind;
        slot.offer = offer;
        slot.first = first;
        slot.count = count;
        slot.peer = peer;
        slot.channel = Samples.id(channel);
        slot.voucher = voucher;
        slot.signer = signer;
        slot.recovered = true;
        return decide();
    }

    private Verdict decide() {
        gate.decide(slot, 0);
        return java.util.Objects.requireNonNull(slot.verdict);
    }

    private void change(ChannelChange change) {
        slot = new PayeeSlot();
        slot.kind = PayeeSlot.Kind.CHANGE;
        slot.channel = Samples.id(CHANNEL);
        slot.change = change;
        gate.decide(slot, 0);
    }

    private static void refused(Reason reason, Verdict verdict) {
        assertEquals(reason, verdict instanceof Refused why ? why.reason() : verdict);
    }

    private static void accepted(Verdict verdict) {
        assertEquals(Accepted.YES, verdict);
    }

    @Test
    void aChannelThatWasNotShownPaysForNothing() {
        refused(Reason.UNKNOWN_CHANNEL, slice(0, 1_000));
        refused(Reason.UNKNOWN_CHANNEL, keys(0, 1, 3_000));
        assertNull(slot.highest, "nothing of it is kept");
    }

    @Test
    void aRequestWithoutAChannelIsToldSo() {
        slot = new PayeeSlot();
        slot.kind = PayeeSlot.Kind.SLICE;
        slot.offer = offer;
        refused(Reason.NO_CHANNEL, decide());
    }

    @Test
    void onlyThePeerThatShowedTheChannelSpendsFromIt() {
        attach();
        peer = Desk.OTHER_PEER;
        refused(Reason.UNKNOWN_CHANNEL, slice(0, null));
        refused(Reason.UNKNOWN_CHANNEL, keys(0, 1, 3_000));
        peer = Desk.PEER;
        accepted(slice(0, null));
    }

    @Test
    void showingTheChannelFromAnotherPeerMovesTheRightToSpend() {
        attach();
        peer = Desk.OTHER_PEER;
        accepted(attach());
        accepted(slice(0, null));
        peer = Desk.PEER;
        refused(Reason.UNKNOWN_CHANNEL, slice(1, 1_000));
    }

    @Test
    void aRefusedShowingDoesNotMoveTheRightToSpend() {
        attach();
        AttachAsk shown =
                Desk.attach(
                        CHANNEL,
                        List.of(),
                        Desk.OTHER_PEER,
                        null,
                        Optional.empty(),
                        List.of(),
                        Desk.standing(Desk.RESERVE, 0));
        refused(Reason.NOT_CONFIRMED, attach(shown));
        accepted(slice(0, null));
    }

    @Test
    void bytesAreGivenOnCreditUpToTheWindowAndNotOneMore() {
        attach();
        accepted(slice(0, null));
        Refused why = (Refused) slice(1, null);
        refused(Reason.CREDIT_EXHAUSTED, why);
        assertEquals(Amount.of(1_000), why.missing(), "I2");
        refused(Reason.CREDIT_EXHAUSTED, slice(1, 999));
        accepted(slice(1, 1_000));
        refused(Reason.CREDIT_EXHAUSTED, slice(2, 1_999));
        accepted(slice(2, 2_001));
    }

    private void takeBack(long index) {
        refused(
                Reason.CANCELLED,
                request(PayeeSlot.Kind.TAKE_BACK, index, 1, null, Samples.SIGNER.address()));
        assertNull(slot.highest, "nothing of it is written");
    }

    @Test
    void aSliceThatIsTakenBackIsCreditAgainOnce_I2() {
        attach();
        accepted(slice(0, null));
        refused(Reason.CREDIT_EXHAUSTED, slice(1, null));
        takeBack(0);
        accepted(slice(1, null));
        refused(Reason.CREDIT_EXHAUSTED, slice(2, null));
    }

    /** It was put away meanwhile: what it owes is on disk, and nothing is given for less. */
    @Test
    void aSliceOfAChannelThatIsForgottenIsNotTakenBack() {
        attach();
        takeBack(0);
        accepted(slice(0, null));
        refused(Reason.CREDIT_EXHAUSTED, slice(1, null));
        channel = WITH_SPLIT;
        takeBack(0);
        channel = CHANNEL;
        refused(Reason.CREDIT_EXHAUSTED, slice(1, null));
    }

    @Test
    void aVoucherThatCameWithARefusedRequestCounts() {
        attach();
        slice(0, null);
        refused(Reason.CREDIT_EXHAUSTED, slice(1, 999));
        assertEquals(Samples.voucher(CHANNEL, 999), slot.highest, "I1: kept durable");
    }

    @Test
    void aLowerVoucherIsRefusedAndChangesNothing() {
        attach();
        accepted(slice(0, 5_000));
        refused(Reason.LOWER_CUMULATIVE, slice(1, 4_000));
        assertNull(slot.highest, "I6: the lower one is not kept");
        accepted(slice(1, 5_000));
    }

    @Test
    void theSameVoucherAgainChangesNothing() {
        attach();
        accepted(slice(0, 1_000));
        accepted(slice(1, 1_000));
        assertNull(slot.highest);
    }

    @Test
    void aVoucherThatIsNotOneIsRefused() {
        attach();
        refused(Reason.WRONG_CHANNEL, slice(0, Samples.voucher(WITH_SPLIT, 1_000)));
        refused(Reason.ABOVE_RESERVE, slice(0, Desk.RESERVE + 1));
        SignedVoucher voucher = Samples.voucher(CHANNEL, 1_000);
        refused(
                Reason.BAD_SIGNATURE,
                request(PayeeSlot.Kind.SLICE, 0, 1, voucher, Samples.key(9).address()));
        refused(Reason.BAD_SIGNATURE, request(PayeeSlot.Kind.SLICE, 0, 1, voucher, null));
        assertNull(slot.highest);
        accepted(slice(0, Desk.RESERVE));
    }

    @Test
    void bytesAreNotPaidThroughASplit() {
        attach(Desk.attach(WITH_SPLIT, SHARES, peer, null, Optional.empty(), List.of()));
        channel = WITH_SPLIT;
        refused(Reason.WRONG_SPLIT, slice(0, 1_000));
        refused(Reason.WRONG_SPLIT, keys(0, 1, 3_000));
    }

    @Test
    void keysAreSoldOnlyThroughTheSplitOfTheWork() {
        offer = Desk.offer(SPLIT);
        attach();
        refused(Reason.WRONG_SPLIT, keys(0, 1, 3_000));
        channel = WITH_SPLIT;
        attach(Desk.attach(WITH_SPLIT, SHARES, peer, null, Optional.empty(), List.of()));
        accepted(keys(0, 1, 3_000));
    }

    @Test
    void keysArePaidInAdvanceToTheUnit() {
        attach();
        refused(Reason.CREDIT_EXHAUSTED, keys(0, 2, 5_999));
        assertEquals(List.of(), slot.releases, "I8");
        accepted(keys(0, 2, 6_000));
        assertEquals(
                List.of(new KeyRelease(Samples.id(CHANNEL), Desk.CONTENT, 0, 2)), slot.releases);
        assertEquals(Amount.of(6_000), slot.keysServed);
    }

    @Test
    void keysThatWereBoughtAreGivenAgainForNothing() {
        attach();
        accepted(keys(0, 4, 12_000));
        accepted(keys(0, 4, 12_000));
        assertEquals(List.of(), slot.releases);
        accepted(keys(2, 3, 15_000));
        assertEquals(
                List.of(new KeyRelease(Samples.id(CHANNEL), Desk.CONTENT, 4, 1)), slot.releases);
        refused(Reason.CREDIT_EXHAUSTED, keys(5, 1, 0));
    }

    @Test
    void afterARestartNothingIsChargedTwiceAndNothingIsFree() {
        SignedVoucher highest = Samples.voucher(CHANNEL, 12_000);
        PayeeRecord stored =
                new PayeeRecord(
                        Samples.id(CHANNEL),
                        CHANNEL,
                        List.of(),
                        Optional.of(highest),
                        Amount.of(9_000));
        KeyRelease bought = new KeyRelease(Samples.id(CHANNEL), Desk.CONTENT, 0, 3);
        attach(Desk.attach(CHANNEL, List.of(), peer, null, Optional.of(stored), List.of(bought)));
        assertEquals(
                new AttachAnswer(Optional.of(highest), Amount.of(9_000)),
                slot.attached,
                "I1: it answers with what it acknowledged");
        accepted(keys(0, 3, 0));
        accepted(keys(1, 3, 0));
        refused(Reason.CREDIT_EXHAUSTED, keys(4, 1, 0));
    }

    @Test
    void theVoucherThatAPayerRemembersIsTakenWhenTheChannelIsShown() {
        SignedVoucher last = Samples.voucher(CHANNEL, 7_000);
        accepted(attach(Desk.attach(CHANNEL, peer, last)));
        assertEquals(last, slot.highest);
        assertEquals(Optional.of(last), java.util.Objects.requireNonNull(slot.attached).last());
        accepted(attach(Desk.attach(CHANNEL, peer, Samples.voucher(CHANNEL, 6_000))));
        assertEquals(
                Optional.of(last), java.util.Objects.requireNonNull(slot.attached).last(), "I6");
    }

    @Test
    void anExitStopsServiceAndItsEndStartsItAgain() {
        attach();
        change(new ChannelChange.ExitStarted());
        refused(Reason.EXIT_UNDER_WAY, slice(0, null));
        refused(Reason.EXIT_UNDER_WAY, keys(0, 1, 3_000));
        seen(ChannelOnChain.OPEN);
        accepted(slice(0, null));
        seen(ChannelOnChain.CLOSED);
        refused(Reason.CHANNEL_CLOSED, slice(1, 1_000));
        change(new ChannelChange.ExitStarted());
        refused(Reason.CHANNEL_CLOSED, slice(1, 1_000));
    }

    private void seen(long exitAt) {
        Amount reserve = Amount.of(Desk.RESERVE);
        change(
                new ChannelChange.Seen(
                        Standing.trusted(new ChannelOnChain(reserve, Amount.ZERO, exitAt))));
    }

    @Test
    void aTopUpRaisesWhatMayBePaid() {
        attach();
        refused(Reason.ABOVE_RESERVE, slice(0, Desk.RESERVE + 1));
        change(new ChannelChange.Seen(Desk.standing(Desk.RESERVE + 1, Desk.RESERVE + 1)));
        accepted(slice(0, Desk.RESERVE + 1));
    }

    @Test
    void whatIsFreeOrAGiftNeedsNoChannel() {
        offer = new Offer(Desk.CONTENT, Samples.price(10, 0), Bytes32.ZERO);
        accepted(slice(0, null));
        accepted(keys(0, 10, 0));
        offer = Desk.OFFER;
        assertNotEquals(Accepted.YES, slice(0, null));
        slot.gratis = true;
        accepted(decide());
    }
}
