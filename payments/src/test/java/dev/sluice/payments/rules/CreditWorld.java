package dev.sluice.payments.rules;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.payments.Samples;
import dev.sluice.payments.channel.ChannelId;
import dev.sluice.payments.channel.SignedVoucher;
import dev.sluice.payments.crypto.Signature;
import dev.sluice.payments.ledger.ChannelOnChain;
import dev.sluice.payments.money.Amount;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * One payer and one payee of bytes on credit and of keys in advance, with a network between them
 * that loses, repeats and reorders vouchers, and a payee that crashes. Checks the invariants after
 * every event.
 */
final class CreditWorld {
    private static final ChannelId ID = Samples.CHANNEL.id(Samples.DOMAIN);
    private static final Signature SIGNATURE = Signature.of(new byte[Signature.BYTES]);
    private static final long UNIT = 1_000;
    private static final long CAP = 8_000;

    private final RandomGenerator random;
    private final List<Amount> vouchersInFlight = new ArrayList<>();
    private final PayerChannel payer;
    private PayeeChannel payee;
    private Amount reserve = Amount.of(20_000);
    private Amount acknowledged = Amount.ZERO;
    private Amount everSigned = Amount.ZERO;
    private Amount everAccepted = Amount.ZERO;
    private Amount received = Amount.ZERO;
    private Amount given = Amount.ZERO;
    private final List<Long> notBegun = new ArrayList<>();

    CreditWorld(RandomGenerator random) {
        this.random = random;
        this.payer = PayerChannel.fresh(ID, Samples.CHANNEL, reserve);
        this.payee = PayeeChannel.fresh(ID, Samples.CHANNEL, reserve, 1);
    }

    void run(int events) {
        for (int i = 0; i < events; i++) {
            step();
            checkInvariants();
        }
    }

    private void step() {
        switch (random.nextInt(12)) {
            case 0 -> crashPayee();
            case 1 -> topUp();
            case 2 -> loseVoucher();
            case 3, 4 -> deliverVoucher();
            case 5, 6 -> buyKeys(random.nextLong(UNIT + 1));
            case 7 -> askAndWait(random.nextLong(UNIT + 1));
            case 8 -> takeBackOrGive();
            default -> buyBytes(random.nextLong(UNIT + 1));
        }
    }

    private void crashPayee() {
        notBegun.clear();
        given = Amount.ZERO;
        SignedVoucher highest = payee.highest();
        payee =
                highest == null
                        ? PayeeChannel.fresh(ID, Samples.CHANNEL, reserve, 1)
                        : PayeeChannel.restored(Samples.CHANNEL, reserve, 1, highest);
    }

    private void topUp() {
        reserve = reserve.plus(random.nextLong(3_000));
        payer.topUp(reserve);
        payee.standing(new ChannelOnChain(reserve, Amount.ZERO, ChannelOnChain.OPEN), reserve);
    }

    private void loseVoucher() {
        if (!vouchersInFlight.isEmpty())
            vouchersInFlight.remove(random.nextInt(vouchersInFlight.size()));
    }

    /** Any of those in flight, and sometimes it stays to come again. */
    private void deliverVoucher() {
        if (vouchersInFlight.isEmpty()) return;
        int index = random.nextInt(vouchersInFlight.size());
        Amount cumulative = vouchersInFlight.get(index);
        if (random.nextInt(4) != 0) vouchersInFlight.remove(index);
        Verdict verdict = payee.offer(cumulative, SIGNATURE, true);
        if (verdict instanceof Refused refused)
            assertEquals(Reason.LOWER_CUMULATIVE, refused.reason());
        if (random.nextBoolean()) acknowledged = Amount.max(acknowledged, payee.accepted());
    }

    private void buyBytes(long fee) {
        Verdict verdict = payee.chargeOnCredit(fee, window(payee.accepted()));
        if (verdict.isAccepted()) given = given.plus(fee);
        if (verdict instanceof Refused refused) payDemand(refused);
        else if (random.nextInt(8) != 0 && payer.payVerified(fee).isAccepted()) {
            received = received.plus(fee);
            send();
        }
    }

    /** Charged, and its answer has not begun. */
    private void askAndWait(long fee) {
        if (payee.chargeOnCredit(fee, window(payee.accepted())).isAccepted()) notBegun.add(fee);
    }

    /** It begins, and is then owed however it ends; or it is taken back whole. */
    private void takeBackOrGive() {
        if (notBegun.isEmpty()) return;
        long fee = notBegun.remove(random.nextInt(notBegun.size()));
        if (random.nextInt(3) == 0) {
            given = given.plus(fee);
            return;
        }
        Amount before = payee.served();
        assertTrue(payee.takeBack(fee), "it was charged");
        assertEquals(before.minus(Amount.of(fee)), payee.served());
    }

    private void payDemand(Refused refused) {
        if (refused.reason() != Reason.CREDIT_EXHAUSTED) return;
        if (payer.writeOff(refused.missing(), window(acknowledged)).isAccepted()) send();
    }

    private void buyKeys(long price) {
        if (payer.payInAdvance(price, window(acknowledged)).isAccepted()) send();
        boolean released = payee.chargeInAdvance(price).isAccepted();
        if (released) given = given.plus(price);
        if (released) assertTrue(payee.served().compareTo(payee.accepted()) <= 0, "I8");
        boolean arrived = random.nextInt(8) != 0;
        if (released && arrived && payer.exposure().compareTo(Amount.of(price)) >= 0) {
            payer.verified(price);
            received = received.plus(price);
        }
    }

    private void send() {
        everSigned = Amount.max(everSigned, payer.nextCumulative());
        vouchersInFlight.add(payer.nextCumulative());
    }

    private static long window(Amount paid) {
        return PaymentWindow.windowBaseUnits(paid, UNIT, CAP);
    }

    private void checkInvariants() {
        Amount uncovered = payee.served().minusOrZero(payee.accepted());
        assertTrue(uncovered.compareTo(Amount.of(window(payee.accepted()))) <= 0, "I2");
        assertTrue(given.compareTo(payee.served()) <= 0, "what was given is counted as served");
        Amount atRisk = payer.nextCumulative().minus(received);
        assertTrue(atRisk.compareTo(Amount.of(window(acknowledged))) <= 0, "I3");
        assertTrue(payer.nextCumulative().compareTo(reserve) <= 0, "I5 payer");
        assertTrue(payee.accepted().compareTo(reserve) <= 0, "I5 payee");
        assertTrue(payee.accepted().compareTo(everSigned) <= 0, "nothing is accepted unsigned");
        assertTrue(payee.accepted().compareTo(everAccepted) >= 0, "I1, I6");
        assertTrue(payer.nextCumulative().compareTo(everSigned) >= 0, "I6 payer");
        everAccepted = payee.accepted();
    }
}
