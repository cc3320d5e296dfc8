package dev.sluice.engine.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.engine.Samples;
import dev.sluice.payments.channel.ChannelId;
import dev.sluice.payments.channel.ChannelParameters;
import dev.sluice.payments.channel.SignedVoucher;
import dev.sluice.payments.money.Amount;
import dev.sluice.payments.rules.Accepted;
import dev.sluice.payments.rules.PayeeChannel;
import dev.sluice.payments.rules.PayerChannel;
import dev.sluice.payments.rules.PaymentWindow;
import dev.sluice.payments.rules.Reason;
import dev.sluice.payments.rules.Refused;
import dev.sluice.payments.rules.Verdict;
import dev.sluice.payments.terms.WorkPrice;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * One payee at the end of a connection that breaks, with both sides' channel: what it answers is
 * what the real rules say.
 */
final class SimulatedPayee {
    private static final List<ChannelParameters> CHANNELS =
            IntStream.range(0, 8).mapToObj(Samples::channel).toList();
    private static final List<ChannelId> IDS = CHANNELS.stream().map(Samples::id).toList();

    /** A slice on its way out: until it begins, it can be taken back. */
    static final class Sending {
        final long index;
        final long beginsNs;
        boolean takenBack;

        Sending(long index, long beginsNs) {
            this.index = index;
            this.beginsNs = beginsNs;
        }
    }

    final int peer;
    final WorkPrice price;
    final PayerChannel payer;
    final BitSet released = new BitSet();
    private final Amount reserve;
    private PayeeChannel payee;

    // the connection
    boolean up;
    int connection;
    long lostAtNs = Long.MIN_VALUE;
    long sendClockNs;
    long answerClockNs;
    final List<Sending> sending = new ArrayList<>();
    int life;
    boolean dropped;
    boolean awayForEver;

    // what the payer signed and got
    private @Nullable Amount lastSigned;
    private Amount base;
    long receivedFees;
    long lostFees;

    SimulatedPayee(int peer, WorkPrice price, Amount start, Amount accepted, Amount reserve) {
        this.peer = peer;
        this.price = price;
        this.reserve = reserve;
        ChannelParameters parameters = CHANNELS.get(peer + 1);
        payer = PayerChannel.restored(id(), parameters, reserve, start, start);
        payee = PayeeChannel.fresh(id(), parameters, reserve, 1);
        if (!accepted.isZero()) payee.offer(accepted, Samples.SIGNATURE, true);
        payee.chargeInAdvance(accepted.toLongSaturated());
        base = Amount.max(start, accepted);
    }

    ChannelId id() {
        return IDS.get(peer + 1);
    }

    Amount accepted() {
        return payee.accepted();
    }

    Amount served() {
        return payee.served();
    }

    /** What this session signed for. */
    Amount signedHere() {
        return payer.nextCumulative().minusOrZero(base);
    }

    /** What this session signed for and was paid for verified content. */
    Amount paidForContent() {
        return payer.verified().minusOrZero(base);
    }

    void sign(@Nullable Amount voucher) {
        if (voucher == null) return;
        if (lastSigned != null) assertTrue(voucher.compareTo(lastSigned) >= 0, "I6");
        assertTrue(voucher.compareTo(payer.nextCumulative()) <= 0, "signed what was not agreed");
        lastSigned = voucher;
    }

    @Nullable Amount lastSigned() {
        return lastSigned;
    }

    /** The payer shows the channel, with the highest voucher that it has signed. */
    void attach(@Nullable Amount last) {
        Verdict verdict = last == null ? Accepted.YES : take(last);
        if (verdict instanceof Refused refused)
            assertEquals(Reason.LOWER_CUMULATIVE, refused.reason());
    }

    private Verdict take(Amount cumulative) {
        return payee.offer(cumulative, Samples.SIGNATURE, true);
    }

    Verdict slice(long index, @Nullable Amount voucher) {
        long fee = fee(index);
        if (fee == 0) return Accepted.YES;
        if (voucher != null && take(voucher) instanceof Refused refused) return refused;
        return payee.chargeOnCredit(fee, creditWindow(payee.accepted()));
    }

    /** As far as it has not begun. */
    void takeBack(long index, long nowNs) {
        for (Sending slice : sending)
            if (slice.index == index && !slice.takenBack && slice.beginsNs > nowNs) takeBack(slice);
    }

    /** Nothing of it was sent. */
    void takeBack(Sending slice) {
        slice.takenBack = true;
        if (fee(slice.index) > 0) payee.takeBack(fee(slice.index));
        lostFees -= fee(slice.index);
    }

    Verdict keys(long first, long count, @Nullable Amount voucher) {
        if (price.creatorShare(first, count).isZero()) return Accepted.YES;
        if (voucher != null && take(voucher) instanceof Refused refused) return refused;
        long cost = 0;
        for (long i = first; i < first + count; i++) if (!released.get((int) i)) cost += share(i);
        Verdict charge = payee.chargeInAdvance(cost);
        if (charge.isAccepted()) released.set((int) first, (int) (first + count));
        return charge;
    }

    /** A restart: what was served and not paid is forgotten, the highest voucher is not. */
    void forget() {
        life++;
        SignedVoucher highest = payee.highest();
        payee =
                highest == null
                        ? PayeeChannel.fresh(id(), payee.parameters(), reserve, 1)
                        : PayeeChannel.restored(payee.parameters(), reserve, 1, highest);
    }

    long fee(long index) {
        return price.terms().seederFee(price.bytesOf(index));
    }

    private long share(long index) {
        return price.terms().creatorShare(price.bytesOf(index));
    }

    private long creditWindow(Amount paid) {
        return PaymentWindow.DEFAULT.creditBaseUnits(paid, price.terms(), price.sliceBytes());
    }

    void checkSeeder() {
        Amount uncovered = payee.served().minusOrZero(payee.accepted());
        assertTrue(uncovered.compareTo(Amount.of(creditWindow(payee.accepted()))) <= 0, "I2");
        Amount atRisk = signedHere().minusOrZero(Amount.of(receivedFees));
        long window = creditWindow(payer.nextCumulative());
        assertTrue(atRisk.compareTo(Amount.of(window)) <= 0, () -> "I3 " + atRisk + " " + window);
        assertTrue(payer.exposure().compareTo(Amount.of(window)) <= 0, "I3");
    }

    void checkKeyService(Amount openedShares) {
        long window =
                PaymentWindow.DEFAULT.advanceBaseUnits(
                        payer.nextCumulative(), price.terms(), price.sliceBytes());
        Amount atRisk = signedHere().minusOrZero(openedShares);
        assertTrue(atRisk.compareTo(Amount.of(window)) <= 0, () -> "I3 keys " + atRisk);
        assertTrue(payee.served().compareTo(payee.accepted()) <= 0, "I8");
    }

    void checkSettled() {
        assertEquals(payer.nextCumulative(), payee.accepted(), () -> "peer " + peer + " is unpaid");
    }
}
