package dev.sluice.payments.rules;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.payments.money.Amount;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

final class RefusedTest {
    @Test
    void aRefusalIsOneLineWithBothNumbers() {
        Refused above = Refused.above(Reason.ABOVE_RESERVE, Amount.of(5), Amount.of(7));
        assertEquals("ABOVE_RESERVE: expected at most 5, got 7, missing 2", above.toString());
        Refused wrong = Refused.of(Reason.WRONG_CHAIN, 1, 2);
        assertEquals("WRONG_CHAIN: expected 1, got 2", wrong.toString());
        assertFalse(wrong.isAccepted());
        assertTrue(Accepted.REPEAT.isAccepted());
    }

    /** The names travel on the wire; add to them, never change them. */
    @Test
    void theNamesOfReasonsAreStable() {
        String names =
                "UNKNOWN_CHANNEL WRONG_CHAIN WRONG_CONTRACT WRONG_TOKEN WRONG_PAYEE WRONG_CHANNEL"
                        + " CHANNEL_MISMATCH NOT_CONFIRMED EXIT_UNDER_WAY EXIT_DELAY_TOO_SHORT"
                        + " WRONG_SPLIT RESERVE_TOO_SMALL BAD_SIGNATURE LOWER_CUMULATIVE"
                        + " ABOVE_RESERVE STEP_TOO_SMALL CREDIT_EXHAUSTED CHANNEL_CLOSED"
                        + " EXPOSURE_LIMIT BUDGET_REACHED UNKNOWN_CONTENT OUT_OF_RANGE NO_CHANNEL"
                        + " NO_DELEGATE LEDGER_UNAVAILABLE BUSY ANOTHER_SIGNER EXPIRED REVOKED"
                        + " WRONG_HOLDER REPLAYED NOT_THE_CREATOR NOT_HELD CANCELLED";
        List<String> actual = Arrays.stream(Reason.values()).map(Enum::name).toList();
        assertEquals(List.of(names.split(" ", -1)), actual);
    }
}
