package dev.sluice.chain.tx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigInteger;
import java.time.Duration;
import org.junit.jupiter.api.Test;

final class FeeTest {
    private static final BigInteger CAP = wei(10_000);

    @Test
    void itIsTwiceTheBaseFeeAndTheTip() {
        assertEquals(new Fee(wei(3), wei(203)), Fee.of(wei(100), wei(3)));
    }

    @Test
    void anEscalationIsEnoughForAReplacement() {
        Fee fee = Fee.of(wei(100), wei(3));
        assertTrue(fee.escalated(fee, CAP).replaces(fee));
    }

    @Test
    void anEscalationFollowsAFeeSpike() {
        Fee fee = Fee.of(wei(100), wei(3));
        Fee spike = Fee.of(wei(900), wei(50));
        assertEquals(spike, fee.escalated(spike, CAP));
    }

    @Test
    void theCapHolds() {
        Fee fee = Fee.of(wei(4_900), wei(100));
        Fee capped = fee.escalated(fee, CAP);
        assertEquals(CAP, capped.maxWei());
        assertFalse(capped.replaces(fee));
    }

    @Test
    void settingsThatMakeNoSenseAreRefused() {
        assertThrows(
                IllegalArgumentException.class, () -> TxSettings.DEFAULT.withPoll(Duration.ZERO));
        assertThrows(
                IllegalArgumentException.class,
                () ->
                        TxSettings.DEFAULT.withEscalation(
                                Duration.ofMinutes(2), Duration.ofMinutes(1)));
    }

    private static BigInteger wei(long wei) {
        return BigInteger.valueOf(wei);
    }
}
