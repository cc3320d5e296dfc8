package dev.sluice.engine.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.engine.Samples;
import dev.sluice.payments.channel.ChannelParameters;
import dev.sluice.payments.money.Amount;
import dev.sluice.payments.money.Bytes32;
import dev.sluice.payments.rules.KeyRanges;
import dev.sluice.payments.rules.PayerChannel;
import dev.sluice.payments.rules.Reason;
import dev.sluice.payments.store.KeyPurchase;
import dev.sluice.payments.store.PromiseMarks;
import dev.sluice.payments.terms.WorkPrice;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Keys over many starts of the process: a key costs 3,000 (I3). */
final class KeyDeskTest {
    private static final long KEY = 3_000;
    private static final Bytes32 WORK = Samples.bytes32(1);
    private static final Bytes32 OTHER = Samples.bytes32(2);
    private static final ChannelParameters CHANNEL = Samples.channel(0);

    private final WorkPrice price = Samples.price(10, 4_000);

    private PayerChannel channel(long agreed, long exposure) {
        PromiseMarks marks =
                new PromiseMarks(
                        Amount.of(agreed),
                        Amount.of(agreed),
                        Amount.of(exposure),
                        WORK,
                        Amount.of(agreed));
        return PayerChannel.restored(
                Samples.id(CHANNEL), CHANNEL, Amount.of(1_000_000), marks, OTHER);
    }

    private KeyDesk desk(PayerChannel money, KeyRanges bought) {
        KeyDesk desk = new KeyDesk(price, money, bought, 0);
        desk.ready(money.nextCumulative());
        for (long index = 0; index < 10; index++) desk.claimed(index);
        return desk;
    }

    private static KeyDesk.Ask need(KeyDesk.@Nullable Ask ask) {
        return Objects.requireNonNull(ask);
    }

    /** N restarts must not multiply what a creator takes that withholds keys (T26). */
    @Test
    void whatWasPaidAndNeverCameIsRefusedToBeLostAgainAfterEveryRestart_I3() {
        for (int restart = 0; restart < 5; restart++) {
            PayerChannel money = channel(KEY, KEY);
            KeyDesk.Ask ask = need(desk(money, new KeyRanges()).ask(10));
            assertEquals(Reason.EXPOSURE_LIMIT, Objects.requireNonNull(ask.refused()).reason());
            assertEquals(Amount.of(KEY), ask.refused().missing());
            assertEquals(Amount.of(KEY), money.nextCumulative(), "nothing new is agreed to");
        }
    }

    /** Else a payer that plays on from a later slice waits for ever (I9). */
    @Test
    void keysThatNeverCameAreAskedForAlsoBeforeTheFirstSliceOfAPlayback() {
        PayerChannel money = channel(KEY, KEY);
        KeyRanges bought = new KeyRanges();
        bought.restore(new KeyPurchase(OTHER, Samples.id(CHANNEL), 0, 1, 0));
        KeyDesk desk = new KeyDesk(price, money, bought, 8);
        desk.ready(money.nextCumulative());
        for (long index = 8; index < 10; index++) desk.claimed(index);
        KeyDesk.Ask missing = need(desk.ask(10));
        assertEquals(0, missing.first());
        assertEquals(1, missing.count());
        assertEquals(Amount.of(KEY), missing.voucher(), "and not paid again");
        desk.arrived(0, 1);
        assertNull(desk.ask(10), "it does not fit yet, and is asked for once");
        desk.fits(0);
        KeyDesk.Ask next = need(desk.ask(10));
        assertEquals(8, next.first());
        assertEquals(Amount.of(2 * KEY), next.voucher());
    }

    @Test
    void boughtKeysAreAskedForAgainAndMakeRoomWhenTheyCome_I3() {
        PayerChannel money = channel(KEY, KEY);
        KeyRanges bought = new KeyRanges();
        bought.restore(new KeyPurchase(OTHER, Samples.id(CHANNEL), 0, 1, 0));
        KeyDesk desk = desk(money, bought);
        assertEquals(0, desk.cost(0));
        assertEquals(KEY, desk.cost(1));
        KeyDesk.Ask again = need(desk.ask(10));
        assertEquals(1, again.count());
        assertEquals(Amount.of(KEY), money.nextCumulative(), "and not paid again");
        desk.arrived(0, 1);
        assertNull(desk.ask(10), "it has not been seen to fit");
        desk.fits(0);
        desk.fits(0);
        assertEquals(Amount.ZERO, money.exposure());
        assertEquals(Amount.of(2 * KEY), need(desk.ask(10)).voucher());
    }

    @Test
    void afterAnOldBackupKeysAreAskedForWithoutAPaymentFirst_I6() {
        PayerChannel money = channel(KEY, 0);
        KeyDesk desk = new KeyDesk(price, money, 0);
        desk.ready(Amount.of(5 * KEY));
        for (long index = 0; index < 10; index++) desk.claimed(index);
        KeyDesk.Ask ask = need(desk.ask(8));
        assertNull(ask.voucher());
        assertEquals(8, ask.count());
        assertEquals(true, desk.triedForNothing());
        assertEquals(4, need(desk.ask(8)).count());
        desk.arrived(0, 4);
        assertEquals(Amount.of(4 * KEY + 6 * KEY), desk.outlay());
        assertEquals(4, need(desk.ask(10)).first());
        while (desk.triedForNothing()) need(desk.ask(10));
        assertEquals(Amount.of(5 * KEY + 2 * KEY), money.nextCumulative(), "paid at last");
    }

    /** Else a crash in the midst of that has a payer pay for all of it again (seed 44611). */
    @Test
    void whatALostStateHasBoughtIsAskedForWithoutAPaymentAlsoAfterTheNextCrash_I3() {
        KeyDesk.Ask third = need(afterACrash(5 * KEY).ask(10));
        assertNull(third.voucher(), "of five keys two are known");
        assertEquals(Amount.of(3 * KEY), need(afterACrash(2 * KEY).ask(4)).voucher());
    }

    /** Half of what was paid is the window: here that of four keys. */
    @Test
    void thePurchaseWaitsUntilItFillsAWindowWhileThePlayerHasOne() {
        KeyDesk desk = desk(channel(8 * KEY, 0), new KeyRanges());
        assertTrue(desk.canAsk(1, 0), "the player has none");
        desk.arrived(0, 4);
        assertFalse(desk.canAsk(7, 0), "three for a player that has four");
        assertTrue(desk.canAsk(8, 0), "four");
        assertTrue(desk.canAsk(5, 1), "one for a player that has three");
        assertFalse(desk.canAsk(4, 1), "none is lacking");
    }

    /**
     * A window is 31 slices: they would be 200 purchases if each slice were bought when claimed.
     */
    @Test
    void aPlayerThatTakesItsTimeBuysAWindowAtATime() {
        SessionScript s = new SessionScript(Samples.price(2_000, 4_000)).seeders(1).paid(1_000_000);
        s.start(100_000_000);
        s.playSlowlyFrom(0, 200);
        assertEquals(9, s.keyAsks());
    }

    @Test
    void whatCostsNothingIsNotWaitedFor() {
        KeyDesk free = new KeyDesk(price, null, 0);
        free.ready(Amount.ZERO);
        free.arrived(0, 4);
        assertTrue(free.canAsk(5, 0));
        KeyRanges bought = new KeyRanges();
        bought.restore(new KeyPurchase(OTHER, Samples.id(CHANNEL), 4, 1, 0));
        KeyDesk desk = desk(channel(8 * KEY, 0), bought);
        desk.arrived(0, 4);
        assertTrue(desk.canAsk(5, 0), "it was paid before");
    }

    /** Two keys are known to be bought and are here; the disk says what was spent on keys. */
    private KeyDesk afterACrash(long spent) {
        KeyRanges bought = new KeyRanges(Amount.of(spent));
        bought.restore(new KeyPurchase(OTHER, Samples.id(CHANNEL), 0, 2, 2));
        KeyDesk desk = desk(channel(spent, 0), bought);
        desk.arrived(0, 2);
        return desk;
    }
}
