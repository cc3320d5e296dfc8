package dev.sluice.engine.payee;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.sluice.engine.Samples;
import dev.sluice.payments.channel.ChannelParameters;
import dev.sluice.payments.channel.SignedVoucher;
import dev.sluice.payments.ledger.ChannelOnChain;
import dev.sluice.payments.money.Amount;
import dev.sluice.payments.rules.Accepted;
import dev.sluice.payments.rules.Reason;
import dev.sluice.payments.rules.Refused;
import dev.sluice.payments.rules.Standing;
import dev.sluice.payments.store.PayeeRecord;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What simulated worlds found in the gate. A slice's fee is 1,000 and its key costs 3,000. */
final class SimulatedGateBugsTest {
    private static final ChannelParameters CHANNEL = Samples.channel(1);

    private final Gate gate =
            new Gate(
                    Desk.POLICY,
                    new Accounts(100, () -> Long.MAX_VALUE, GateListener.NOBODY),
                    new Recovery(Samples.DOMAIN),
                    GateListener.NOBODY);
    private final PayeeSlot slot = new PayeeSlot();

    private void attach(Optional<PayeeRecord> stored, Standing standing) {
        AttachAsk ask = Desk.attach(CHANNEL, List.of(), Desk.PEER, null, stored, List.of());
        AttachFacts facts = ask.facts();
        slot.clear();
        slot.kind = PayeeSlot.Kind.ATTACH;
        slot.facts =
                new AttachFacts(
                        facts.domain(),
                        facts.parameters(),
                        facts.split(),
                        standing,
                        facts.claimCost(),
                        facts.evictions(),
                        facts.stored(),
                        facts.releases());
        slot.channel = ask.channel();
        slot.peer = ask.peer();
        gate.decide(slot, 0);
    }

    private void slice(long index, @Nullable SignedVoucher voucher) {
        slot.clear();
        slot.kind = PayeeSlot.Kind.SLICE;
        slot.offer = Desk.OFFER;
        slot.first = index;
        slot.count = 1;
        slot.peer = Desk.PEER;
        slot.channel = Samples.id(CHANNEL);
        slot.voucher = voucher;
        gate.decide(slot, 0);
        assertEquals(Accepted.YES, slot.verdict);
    }

    private static Standing claimedTo(long claimed) {
        return Standing.trusted(
                new ChannelOnChain(
                        Amount.of(Desk.RESERVE), Amount.of(claimed), ChannelOnChain.OPEN));
    }

    private static Optional<PayeeRecord> paid(long amount) {
        return Optional.of(
                new PayeeRecord(
                        Samples.id(CHANNEL),
                        CHANNEL,
                        List.of(),
                        Optional.of(Samples.voucher(CHANNEL, amount)),
                        Amount.of(amount)));
    }

    /** Else a restart would forget them, and they could be taken again for the same money (I2). */
    @Test
    void whatWasPaidAheadForBytesIsSpentOnDiskWithTheFirstOfThem() {
        attach(Optional.empty(), claimedTo(0));
        slice(0, Samples.voucher(CHANNEL, 3 * Desk.FEE));
        assertEquals(Amount.of(3 * Desk.FEE), slot.keysServed);
        for (int i = 1; i < 4; i++) {
            slice(i, null);
            assertNull(slot.highest, "one write is enough");
        }
    }

    @Test
    void whatWasPaidWithKeysAndTakenAsBytesIsSpentOnDiskToo() {
        attach(Optional.empty(), claimedTo(0));
        slot.clear();
        slot.kind = PayeeSlot.Kind.KEYS;
        slot.offer = Desk.OFFER;
        slot.count = 1;
        slot.peer = Desk.PEER;
        slot.channel = Samples.id(CHANNEL);
        slot.voucher = Samples.voucher(CHANNEL, 3 * Desk.KEY);
        gate.decide(slot, 0);
        assertEquals(Amount.of(Desk.KEY), slot.keysServed);
        slice(0, null);
        assertEquals(Amount.of(3 * Desk.KEY), slot.keysServed);
    }

    /** Else keys that were paid for with the last of it could not be asked for again (I9). */
    @Test
    void aChannelThatIsUsedUpCanBeShown() {
        attach(paid(Desk.RESERVE), claimedTo(Desk.RESERVE));
        assertEquals(Accepted.YES, slot.verdict);
    }

    @Test
    void aChannelThatNeverPaidHereCannot() {
        attach(Optional.empty(), claimedTo(Desk.RESERVE));
        Refused why = assertInstanceOf(Refused.class, slot.verdict);
        assertEquals(Reason.RESERVE_TOO_SMALL, why.reason());
    }
}
