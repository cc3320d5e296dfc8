package dev.sluice.engine.payee;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sluice.engine.Samples;
import dev.sluice.payments.channel.ChannelParameters;
import dev.sluice.payments.channel.SignedVoucher;
import dev.sluice.payments.money.Amount;
import dev.sluice.payments.rules.Accepted;
import dev.sluice.payments.rules.PayeePolicy;
import dev.sluice.payments.rules.Reason;
import dev.sluice.payments.rules.Refused;
import dev.sluice.payments.rules.Verdict;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/**
 * A minimum step keeps vouchers away that pay next to nothing, and no payer that plays by the rules
 * (I9), whatever a slice costs. Here a slice's fee is 1,000, its key costs 3,000, the step is
 * 5,000.
 */
final class MinStepTest {
    private static final long STEP = 3_500;
    private static final ChannelParameters CHANNEL = Samples.channel(1);

    private final GateRig rig = new GateRig(policy(), 100, GateListener.NOBODY);

    MinStepTest() {
        accepted(rig.attach(Desk.attach(CHANNEL, Desk.PEER, null)));
    }

    private static PayeePolicy policy() {
        PayeePolicy p = Desk.POLICY;
        return new PayeePolicy(
                p.domain(),
                p.payee(),
                p.token(),
                p.splitHash(),
                p.minExitDelaySeconds(),
                p.minReserve(),
                STEP,
                p.confirmations());
    }

    private static void accepted(Verdict verdict) {
        assertEquals(Accepted.YES, verdict);
    }

    private static void tooSmall(Verdict verdict) {
        assertEquals(
                Reason.STEP_TOO_SMALL, verdict instanceof Refused why ? why.reason() : verdict);
    }

    private static SignedVoucher paid(long amount) {
        return Samples.voucher(CHANNEL, amount);
    }

    private Verdict slice(long amount) {
        return rig.slice(CHANNEL, 0, amount == 0 ? null : paid(amount));
    }

    private long shown(long amount) {
        accepted(rig.attach(Desk.attach(CHANNEL, Desk.PEER, paid(amount))));
        return Objects.requireNonNull(rig.slot.attached)
                .last()
                .map(SignedVoucher::cumulative)
                .orElse(Amount.ZERO)
                .toLongSaturated();
    }

    @Test
    void aSliceThatCostsLessThanTheStepIsPaidWithTheNext_I9() {
        accepted(slice(0));
        accepted(slice(Desk.FEE));
        accepted(slice(2 * Desk.FEE));
    }

    @Test
    void whatALossNeedsIsTakenAndOneUnitLessIsNot_I9() {
        accepted(slice(0));
        accepted(slice(1_000));
        accepted(slice(2_000));
        tooSmall(slice(2_001)); // of no use: 2,001 + 1,000 is less than 4,000
        tooSmall(slice(2_249)); // and less than a quarter of the window
        accepted(slice(2_667));
    }

    @Test
    void whatIsNotNeededIsAQuarterOfTheWindowOrTheStep() {
        accepted(slice(8_000));
        tooSmall(slice(8_999));
        accepted(slice(9_000));
        accepted(slice(40_000));
        tooSmall(slice(43_499));
        accepted(slice(43_500));
    }

    @Test
    void aKeyThatCostsLessThanTheStepIsSold_I9() {
        accepted(rig.key(CHANNEL, 0, paid(Desk.KEY)));
        accepted(rig.key(CHANNEL, 1, paid(2 * Desk.KEY)));
    }

    @Test
    void keysThatAreAskedForAgainCarryNoSmallVouchers() {
        accepted(rig.key(CHANNEL, 0, paid(2 * Desk.KEY)));
        tooSmall(rig.key(CHANNEL, 0, paid(3 * Desk.KEY - 1)));
        accepted(rig.key(CHANNEL, 0, paid(3 * Desk.KEY)));
    }

    @Test
    void theRestIsPaidByShowingTheChannel() {
        accepted(slice(0));
        assertEquals(Desk.FEE, shown(Desk.FEE));
        accepted(slice(0));
        assertEquals(Desk.FEE, shown(2 * Desk.FEE - 1), "less than all that is owed");
    }

    /** Else whoever has signed a little more than arrived could never show the channel again. */
    @Test
    void aSmallVoucherShutsNobodyOut_I9() {
        accepted(slice(8_000));
        int before = rig.recoveries;
        assertEquals(8_000, shown(8_001));
        assertEquals(8_000, shown(8_000 + STEP - 1));
        assertEquals(before, rig.recoveries, "no signature is looked at");
        assertEquals(8_000 + STEP, shown(8_000 + STEP));
    }
}
