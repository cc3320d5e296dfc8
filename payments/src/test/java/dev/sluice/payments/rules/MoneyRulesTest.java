package dev.sluice.payments.rules;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.payments.Samples;
import dev.sluice.payments.SeededTrials;
import dev.sluice.payments.channel.ChannelId;
import dev.sluice.payments.crypto.Signature;
import dev.sluice.payments.money.Amount;
import org.junit.jupiter.api.Test;

/** Payer's and payee's rules together, under random faults. */
final class MoneyRulesTest {
    private static final ChannelId ID = Samples.CHANNEL.id(Samples.DOMAIN);
    private static final Signature SIGNATURE = Signature.of(new byte[Signature.BYTES]);

    @Test
    void noOrderOfEventsBreaksABound_I1_I2_I3_I5_I6_I8() {
        SeededTrials.run(1_000, random -> new CreditWorld(random).run(400));
    }

    @Test
    void anyOrderOfVouchersEndsAtTheHighest_I6() {
        SeededTrials.run(
                500,
                random -> {
                    PayeeChannel payee =
                            PayeeChannel.fresh(ID, Samples.CHANNEL, Amount.of(1_000), 1);
                    Amount highest = Amount.ZERO;
                    for (int i = 0; i < 30; i++) {
                        Amount offered = Amount.of(random.nextLong(1_200));
                        boolean signed = random.nextInt(4) != 0;
                        Verdict verdict = payee.offer(offered, SIGNATURE, signed);
                        boolean higher = offered.compareTo(highest) > 0;
                        boolean within = offered.compareTo(Amount.of(1_000)) <= 0;
                        assertEquals(higher && within && signed, verdict == Accepted.YES);
                        if (verdict == Accepted.YES) highest = offered;
                        assertEquals(highest, payee.accepted());
                    }
                });
    }

    /** A consequence that users are promised: an old backup is harmless. */
    @Test
    void aPayerFromAnOldBackupNeitherPaysTwiceNorIsStuck_I6() {
        SeededTrials.run(
                500,
                random -> {
                    Amount reserve = Amount.of(100_000);
                    PayerChannel payer = PayerChannel.fresh(ID, Samples.CHANNEL, reserve);
                    PayeeChannel payee = PayeeChannel.fresh(ID, Samples.CHANNEL, reserve, 1);
                    Amount backedUpSigned = Amount.ZERO;
                    Amount backedUpVerified = Amount.ZERO;
                    for (int i = 0; i < 20; i++) {
                        payer.payVerified(1 + random.nextLong(1_000));
                        payee.offer(payer.nextCumulative(), SIGNATURE, true);
                        if (random.nextInt(10) != 0) continue;
                        backedUpSigned = payer.nextCumulative();
                        backedUpVerified = payer.verified();
                    }
                    PayerChannel old =
                            PayerChannel.restored(
                                    ID, Samples.CHANNEL, reserve, backedUpSigned, backedUpVerified);
                    old.heal(payee.accepted());
                    assertEquals(payee.accepted(), old.nextCumulative());
                    assertTrue(old.payVerified(1).isAccepted());
                    Verdict verdict = payee.offer(old.nextCumulative(), SIGNATURE, true);
                    assertEquals(Accepted.YES, verdict);
                });
    }
}
