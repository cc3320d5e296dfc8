package dev.sluice.engine.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.engine.Samples;
import dev.sluice.engine.SeededTrials;
import dev.sluice.payments.money.Amount;
import dev.sluice.payments.rules.KeyRanges;
import dev.sluice.payments.rules.PayerChannel;
import dev.sluice.payments.terms.WorkPrice;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/** What a grant gave is neither asked for nor paid; a key costs 3,000. */
final class HeldKeysTest {
    private static final int SLICES = 40;
    private static final long KEY = 3_000;

    @Test
    void nothingHeldIsNothingSkipped() {
        for (long slice : new long[] {0, 1, Long.MAX_VALUE - 1}) {
            assertFalse(HeldKeys.NONE.has(slice));
            assertEquals(slice, HeldKeys.NONE.skip(slice));
            assertEquals(Long.MAX_VALUE, HeldKeys.NONE.next(slice));
        }
    }

    @Test
    void aRunEndsWhereItSays() {
        HeldKeys held = new HeldKeys(Map.of(4L, 8L));
        assertFalse(held.has(3));
        assertTrue(held.has(4));
        assertTrue(held.has(7));
        assertFalse(held.has(8));
        assertEquals(3, held.skip(3));
        assertEquals(8, held.skip(4));
        assertEquals(8, held.skip(8));
        assertEquals(4, held.next(3));
        assertEquals(Long.MAX_VALUE, held.next(4));
    }

    @Test
    void runsThatTouchOrOverlapAreOne() {
        SeededTrials.run(300, HeldKeysTest::againstABitSet);
    }

    private static void againstABitSet(RandomGenerator random) {
        BitSet truth = new BitSet();
        HeldKeys held = random(random, truth);
        for (int slice = 0; slice < SLICES; slice++) {
            assertEquals(truth.get(slice), held.has(slice), truth + " at " + slice);
            assertEquals(truth.nextClearBit(slice), held.skip(slice), truth + " from " + slice);
            if (!truth.get(slice)) {
                int next = truth.nextSetBit(slice);
                assertEquals(next < 0 ? Long.MAX_VALUE : next, held.next(slice));
            }
        }
    }

    private static HeldKeys random(RandomGenerator random, BitSet truth) {
        Map<Long, Long> runs = new HashMap<>();
        for (int i = random.nextInt(6); i > 0; i--) {
            int first = random.nextInt(SLICES);
            int end = first + 1 + random.nextInt(SLICES - first);
            runs.merge((long) first, (long) end, Math::max);
            truth.set(first, end);
        }
        return new HeldKeys(runs);
    }

    /** I3, I8: a purchase around held parts asks for each of the others once, and pays no other. */
    @Test
    void aPurchasePaysForExactlyWhatIsNotHeld() {
        SeededTrials.run(300, HeldKeysTest::purchase);
    }

    private static void purchase(RandomGenerator random) {
        WorkPrice price = Samples.price(SLICES, 4_000);
        BitSet truth = new BitSet();
        HeldKeys held = random(random, truth);
        PayerChannel money =
                PayerChannel.fresh(
                        Samples.id(Samples.channel(0)),
                        Samples.channel(0),
                        Amount.of(1_000_000_000));
        KeyDesk desk = new KeyDesk(price, money, new KeyRanges(), held, 0);
        desk.ready(Amount.ZERO);
        for (long index = 0; index < SLICES; index++) desk.claimed(index);
        List<Long> asked = new ArrayList<>();
        while (desk.have() < SLICES) {
            KeyDesk.Ask ask = java.util.Objects.requireNonNull(desk.ask(SLICES));
            desk.arrived(ask.first(), ask.count());
            for (long index = ask.first(); index < ask.first() + ask.count(); index++) {
                asked.add(index);
                desk.fits(index);
            }
        }
        truth.flip(0, SLICES);
        assertEquals(truth.stream().asLongStream().boxed().toList(), asked);
        assertEquals(Amount.of(KEY * truth.cardinality()), money.nextCumulative());
    }
}
