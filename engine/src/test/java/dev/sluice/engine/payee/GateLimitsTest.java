package dev.sluice.engine.payee;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.engine.Allocation;
import dev.sluice.engine.Samples;
import dev.sluice.payments.channel.ChannelId;
import dev.sluice.payments.channel.ChannelParameters;
import dev.sluice.payments.channel.SignedVoucher;
import dev.sluice.payments.ledger.ChannelOnChain;
import dev.sluice.payments.money.Amount;
import dev.sluice.payments.rules.Accepted;
import dev.sluice.payments.rules.Reason;
import dev.sluice.payments.rules.Refused;
import dev.sluice.payments.rules.Standing;
import dev.sluice.payments.rules.Verdict;
import dev.sluice.payments.store.PayeeRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** What the gate does when the ledger is silent, when it is full, and what a request costs it. */
final class GateLimitsTest {
    private static final ChannelParameters CHANNEL = Samples.channel(1);

    private final List<String> told = new ArrayList<>();
    private final GateRig rig = rig(3);

    private GateRig rig(int channels) {
        return new GateRig(
                Desk.POLICY,
                channels,
                new GateListener() {
                    @Override
                    public void attached(ChannelId channel) {
                        told.add("attached");
                    }

                    @Override
                    public void evicted(ChannelId channel) {
                        told.add("evicted " + channel);
                    }
                });
    }

    private Verdict attach(int number) {
        return rig.attach(Desk.attach(Samples.channel(number), Desk.PEER, null));
    }

    private Verdict pay(int number, long cumulative) {
        ChannelParameters channel = Samples.channel(number);
        return rig.slice(channel, 0, Samples.voucher(channel, cumulative));
    }

    private static Refused refused(Reason reason, Verdict verdict) {
        assertEquals(reason, verdict instanceof Refused why ? why.reason() : verdict);
        return (Refused) verdict;
    }

    private static void accepted(Verdict verdict) {
        assertTrue(verdict.isAccepted(), verdict.toString());
    }

    @Test
    void aSilentLedgerEndsCreditButNotWhatIsPaid_I2() {
        attach(1);
        accepted(pay(1, 3_000));
        rig.change(null, new ChannelChange.LedgerSilent());
        accepted(rig.slice(CHANNEL, 1, null));
        accepted(rig.slice(CHANNEL, 2, Samples.voucher(CHANNEL, 3_000)));
        Refused why = refused(Reason.LEDGER_UNAVAILABLE, rig.slice(CHANNEL, 3, null));
        assertTrue(why.expected().contains("3000 paid"), why.toString());
        assertTrue(why.actual().contains("3000 served + 1000"), why.toString());
        rig.change(null, new ChannelChange.LedgerBack());
        accepted(rig.slice(CHANNEL, 3, null));
    }

    @Test
    void aSilentLedgerTakesNoNewVoucherAndShowsNoChannel() {
        attach(1);
        rig.change(null, new ChannelChange.LedgerSilent());
        refused(Reason.LEDGER_UNAVAILABLE, pay(1, 1_000));
        assertEquals(null, rig.slot.highest);
        refused(Reason.LEDGER_UNAVAILABLE, attach(2));
        rig.change(null, new ChannelChange.LedgerBack());
        accepted(pay(1, 1_000));
        accepted(attach(2));
    }

    @Test
    void aSilentLedgerSellsOnlyKeysThatArePaidAlready_I8() {
        attach(1);
        accepted(rig.key(CHANNEL, 0, Samples.voucher(CHANNEL, 6_000)));
        rig.change(null, new ChannelChange.LedgerSilent());
        accepted(rig.key(CHANNEL, 0, null));
        accepted(rig.key(CHANNEL, 1, null));
        refused(Reason.LEDGER_UNAVAILABLE, rig.key(CHANNEL, 2, null));
        refused(Reason.LEDGER_UNAVAILABLE, rig.key(CHANNEL, 2, Samples.voucher(CHANNEL, 9_000)));
    }

    @Test
    void noSignatureIsRecoveredWhereACheapCheckDecides() {
        ChannelParameters other = Samples.channel(2);
        refused(Reason.UNKNOWN_CHANNEL, pay(1, 1_000));
        attach(1);
        accepted(pay(1, 5_000));
        assertEquals(1, rig.recoveries);
        accepted(pay(1, 5_000));
        refused(Reason.LOWER_CUMULATIVE, pay(1, 4_999));
        refused(Reason.ABOVE_RESERVE, pay(1, Desk.RESERVE + 1));
        refused(Reason.WRONG_CHANNEL, rig.slice(CHANNEL, 0, Samples.voucher(other, 6_000)));
        rig.change(Samples.id(CHANNEL), new ChannelChange.ExitStarted());
        refused(Reason.EXIT_UNDER_WAY, pay(1, 6_000));
        assertEquals(1, rig.recoveries, "cheap before dear");
    }

    @Test
    void theVerifyWorkersRecoverOnlyWhatTheGateMayNeed() {
        attach(1);
        accepted(pay(1, 5_000));
        for (long worthless : new long[] {4_999, 5_000, Desk.RESERVE + 1})
            assertFalse(verified(Samples.voucher(CHANNEL, worthless)));
        assertFalse(verified(Samples.voucher(Samples.channel(2), 6_000)), "not attached");
        assertTrue(verified(Samples.voucher(CHANNEL, 5_001)));
        assertTrue(verified(Samples.voucher(CHANNEL, Desk.RESERVE)));
        rig.slot.peer = Desk.OTHER_PEER;
        assertFalse(rig.accounts.isWorthVerifying(Samples.voucher(CHANNEL, 6_000), rig.slot.peer));
    }

    private boolean verified(SignedVoucher voucher) {
        PayeeSlot slot = new PayeeSlot();
        slot.voucher = voucher;
        slot.peer = Desk.PEER;
        new VerifyStage(0, 1, new Recovery(Samples.DOMAIN), rig.accounts).onEvent(slot, 0, true);
        assertEquals(slot.recovered, slot.signer != null);
        return slot.recovered;
    }

    @Test
    void theChannelThatWasUsedLeastRecentlyMakesRoom_T17() {
        for (int i = 1; i <= 3; i++) accepted(attach(i));
        accepted(pay(1, 1_000));
        accepted(attach(4));
        assertEquals("evicted " + Samples.id(Samples.channel(2)), told.get(3));
        assertEquals(3, rig.accounts.size());
        accepted(pay(1, 2_000));
        refused(Reason.UNKNOWN_CHANNEL, pay(2, 1_000));
    }

    @Test
    void whatIsNotOnDiskIsNotForgotten_I1() {
        for (int i = 1; i <= 3; i++) accepted(attach(i));
        rig.durable = rig.last();
        for (int i = 1; i <= 3; i++) accepted(pay(i, 1_000));
        refused(Reason.BUSY, attach(4));
        rig.durable = rig.last() - 3;
        accepted(attach(4));
        assertEquals("evicted " + Samples.id(CHANNEL), told.get(3), "its batch is on disk");
    }

    @Test
    void onAClosedChannelNoDebtIsWritten() {
        for (int i = 1; i <= 3; i++) {
            accepted(attach(i));
            accepted(rig.slice(Samples.channel(i), 0, null));
        }
        ChannelOnChain closed =
                new ChannelOnChain(Amount.of(Desk.RESERVE), Amount.ZERO, ChannelOnChain.CLOSED);
        rig.change(Samples.id(CHANNEL), new ChannelChange.Seen(Standing.trusted(closed)));
        ChannelOnChain lagging = new ChannelOnChain(Amount.ZERO, Amount.ZERO, ChannelOnChain.OPEN);
        for (int i = 2; i <= 3; i++)
            rig.change(
                    Samples.id(Samples.channel(i)),
                    new ChannelChange.Seen(Standing.trusted(lagging)));
        accepted(attach(4));
        assertEquals(null, rig.slot.putAway);
        accepted(attach(5));
        PayeeRecord debt = rig.slot.putAway;
        assertTrue(debt != null && debt.keysServed().equals(Amount.of(1_000)), "" + debt);
    }

    @Test
    void aChannelThatWasForgottenComesBackAsItWas_I6() {
        accepted(attach(1));
        accepted(pay(1, 1_000));
        SignedVoucher highest = rig.slot.highest;
        PayeeRecord stored =
                new PayeeRecord(
                        Samples.id(CHANNEL),
                        CHANNEL,
                        List.of(),
                        Optional.ofNullable(highest),
                        Amount.of(1_000));
        AttachAsk readBefore =
                Desk.attach(CHANNEL, List.of(), Desk.PEER, null, Optional.empty(), List.of());
        for (int i = 2; i <= 4; i++) accepted(attach(i));
        refused(Reason.UNKNOWN_CHANNEL, pay(1, 2_000));
        refused(Reason.BUSY, rig.attach(readBefore));
        AttachAsk readNow =
                Desk.attach(CHANNEL, List.of(), Desk.PEER, null, Optional.of(stored), List.of());
        accepted(rig.attach(withEvictions(readNow)));
        assertEquals(null, rig.slot.record, "what is on disk is not written again");
        refused(Reason.LOWER_CUMULATIVE, pay(1, 999));
        accepted(pay(1, 2_000));
    }

    private AttachAsk withEvictions(AttachAsk ask) {
        AttachFacts f = ask.facts();
        AttachFacts now =
                new AttachFacts(
                        f.domain(),
                        f.parameters(),
                        f.split(),
                        f.standing(),
                        f.claimCost(),
                        rig.accounts.evictions(ask.channel()),
                        f.stored(),
                        f.releases());
        return new AttachAsk(ask.channel(), ask.peer(), now, ask.last());
    }

    @Test
    void theReportSaysHowThingsStand() throws Exception {
        attach(1);
        attach(2);
        accepted(pay(1, 5_000));
        accepted(rig.slice(Samples.channel(2), 0, null));
        CompletableFuture<GateReport> asked = new CompletableFuture<>();
        rig.change(null, new ChannelChange.Asked(1, asked));
        GateReport report = asked.get();
        assertEquals(2, report.channels());
        assertEquals(1, report.recent().size());
        GateReport.Row row = report.recent().getFirst();
        assertEquals(Samples.id(Samples.channel(2)), row.channel());
        assertEquals(Amount.of(1_000), row.exposure());
        assertEquals(GateReport.State.OPEN, row.state());
        assertFalse(report.creditStopped());
    }

    @Test
    void aCoveredRequestAllocatesNothing() {
        AttachAsk ask = Desk.attach(CHANNEL, Desk.PEER, null);
        Amount most = new Amount(1, 0);
        Standing rich =
                Standing.trusted(new ChannelOnChain(most, Amount.ZERO, ChannelOnChain.OPEN));
        accepted(rig.attach(ask));
        rig.change(ask.channel(), new ChannelChange.Seen(rich));
        SignedVoucher paid =
                SignedVoucher.sign(
                        Samples.DOMAIN, ask.channel(), Amount.of(1L << 60), Samples.SIGNER);
        accepted(rig.slice(CHANNEL, 0, paid));
        PayeeSlot slot = new PayeeSlot();
        Runnable request =
                () -> {
                    slot.clear();
                    slot.kind = PayeeSlot.Kind.SLICE;
                    slot.offer = Desk.OFFER;
                    slot.first = 3;
                    slot.peer = Desk.PEER;
                    slot.channel = ask.channel();
                    rig.gate.decide(slot, 7);
                };
        long bytes = Allocation.bytesPerRun(request);
        assertTrue(bytes == 0 || (!Allocation.fullCompiler() && bytes <= 16), bytes + " bytes");
        assertEquals(Accepted.YES, slot.verdict);
    }
}
