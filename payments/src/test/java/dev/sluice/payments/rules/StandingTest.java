package dev.sluice.payments.rules;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.payments.ledger.ChannelOnChain;
import dev.sluice.payments.money.Amount;
import org.junit.jupiter.api.Test;

/** How much of a reserve counts while blocks are still missing on it (T9). */
final class StandingTest {
    private static Standing standing(long head, long confirmed) {
        return new Standing(open(head), open(confirmed));
    }

    private static ChannelOnChain open(long reserve) {
        return new ChannelOnChain(Amount.of(reserve), Amount.ZERO, ChannelOnChain.OPEN);
    }

    private static void counts(long expected, Standing standing, long cap) {
        assertEquals(Amount.of(expected), standing.counted(Amount.of(cap)));
    }

    @Test
    void anUnconfirmedReserveCountsUpToTheCap() {
        counts(0, standing(100, 0), 0);
        counts(99, standing(100, 0), 99);
        counts(100, standing(100, 0), 100);
        counts(100, standing(100, 0), 101);
    }

    @Test
    void anUnconfirmedTopUpCountsUpToTheCapOnTopOfWhatIsConfirmed() {
        counts(60, standing(100, 60), 0);
        counts(99, standing(100, 60), 39);
        counts(100, standing(100, 60), 40);
        counts(100, standing(100, 60), 41);
    }

    @Test
    void aReserveThatIsGoneAtTheHeadIsGone() {
        counts(40, standing(40, 60), 10);
        counts(0, standing(0, 60), 10);
    }

    @Test
    void theLargestAmountsDoNotOverflow() {
        Amount most = new Amount(-1, -1);
        Standing standing = new Standing(new ChannelOnChain(most, most, 0), open(5));
        assertEquals(most, standing.counted(most));
        assertEquals(Amount.of(7), standing.counted(Amount.of(2)));
    }

    @Test
    void onlyAReserveThatCanStillBeConfirmedIsPending() {
        assertTrue(standing(100, 99).isPending());
        assertFalse(standing(100, 100).isPending());
        assertFalse(standing(100, 101).isPending());
        assertFalse(Standing.trusted(open(1)).isPending());
    }
}
