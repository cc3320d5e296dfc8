package dev.sluice.payments.rules;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.sluice.payments.money.Amount;

/** Assertions on verdicts. */
final class Verdicts {
    private Verdicts() {}

    static void assertAccepted(Verdict verdict) {
        assertEquals(Accepted.YES, verdict);
    }

    static Refused assertRefused(Reason reason, Verdict verdict) {
        Refused refused = assertInstanceOf(Refused.class, verdict);
        assertEquals(reason, refused.reason(), refused.toString());
        return refused;
    }

    static void assertRefused(Reason reason, long missing, Verdict verdict) {
        assertEquals(Amount.of(missing), assertRefused(reason, verdict).missing());
    }
}
