package dev.sluice.engine.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.payments.rules.Reason;
import org.junit.jupiter.api.Test;

final class PatienceTest {
    private final Patience patience = new Patience();

    private int outlasted(Reason reason, int most) {
        int times = 0;
        while (times < most && patience.outlasts(reason)) times++;
        return times;
    }

    @Test
    void anUnknownChannelIsShownAgainSoManyTimes_T10() {
        assertEquals(Patience.MAX_UNKNOWN, outlasted(Reason.UNKNOWN_CHANNEL, 100));
        assertFalse(patience.outlasts(Reason.UNKNOWN_CHANNEL));
        assertFalse(patience.isFresh());
    }

    @Test
    void onceItWasTakenTheCountBeginsAnew() {
        assertEquals(9, outlasted(Reason.UNKNOWN_CHANNEL, 9));
        patience.restore();
        assertTrue(patience.isFresh());
        assertEquals(Patience.MAX_UNKNOWN, outlasted(Reason.UNKNOWN_CHANNEL, 100));
    }

    @Test
    void whatPassesIsOutlastedAndWhatStaysIsNot() {
        for (Reason reason : Reason.values())
            if (reason != Reason.UNKNOWN_CHANNEL)
                assertEquals(reason.isTemporary() ? 100 : 0, outlasted(reason, 100));
        assertTrue(patience.isFresh());
    }
}
