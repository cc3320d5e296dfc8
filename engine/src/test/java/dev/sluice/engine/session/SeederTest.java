package dev.sluice.engine.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.engine.Samples;
import dev.sluice.payments.channel.ChannelParameters;
import dev.sluice.payments.money.Amount;
import dev.sluice.payments.rules.PayerChannel;
import dev.sluice.payments.terms.WorkPrice;
import org.junit.jupiter.api.Test;

/**
 * When a seeder is paid: a slice costs 1,000, and half of what was paid, eight slices, is credit.
 */
final class SeederTest {
    private static final long FEE = 1_000;
    private static final Amount PAID = Amount.of(16 * FEE);

    private final WorkPrice price = Samples.price(100, 4_000);
    private final Seeder seeder = new Seeder(0, price, channel());

    private static PayerChannel channel() {
        ChannelParameters parameters = Samples.channel(0);
        Amount reserve = Amount.of(1_000_000);
        return PayerChannel.restored(Samples.id(parameters), parameters, reserve, PAID, PAID);
    }

    /** All credit is used: eight slices are under way. */
    private void askAll() {
        seeder.ready(PAID, PAID);
        for (int index = 0; index < 8; index++) {
            assertTrue(seeder.canAsk(FEE, 1));
            assertNull(seeder.ask(index, FEE).voucher(), "credit is ample");
        }
        assertFalse(seeder.canAsk(FEE, 8), "nothing can be paid yet");
    }

    private void bring(int first, int end) {
        for (int index = first; index < end; index++) {
            seeder.answered(index);
            seeder.verified(FEE);
        }
    }

    @Test
    void aVoucherWaitsForAsMuchAsItCanPayWhileTheSeederStaysAtWork() {
        askAll();
        bring(0, 3);
        assertFalse(seeder.canAsk(FEE, 4), "five are under way");
        bring(3, 4);
        assertTrue(seeder.canAsk(FEE, 4));
        assertEquals(PAID.plus(4 * FEE), seeder.ask(8, FEE).voucher());
        assertNull(seeder.ask(9, FEE).voucher(), "what it pays is credit again");
    }

    @Test
    void itPaysAQuarterOfTheWindowAtLeast() {
        askAll();
        bring(0, 1);
        assertFalse(seeder.canAsk(FEE, 16));
        bring(1, 2);
        assertTrue(seeder.canAsk(FEE, 16));
    }

    @Test
    void itPaysThreeQuartersHoweverMuchIsUnderWay() {
        askAll();
        bring(0, 5);
        assertFalse(seeder.canAsk(FEE, 1));
        bring(5, 6);
        assertTrue(seeder.canAsk(FEE, 1));
    }
}
