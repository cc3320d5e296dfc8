package dev.sluice.payments.terms;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.sluice.payments.SeededTrials;
import dev.sluice.payments.money.Amount;
import org.junit.jupiter.api.Test;

final class WorkPriceTest {
    private static final WorkPrice WORK = new WorkPrice(new Terms(1_000, 2_500), 1_000_001, 65_536);

    @Test
    void aRunCostsTheSumOfItsSlices() {
        SeededTrials.run(
                500,
                random -> {
                    Terms terms =
                            new Terms(SeededTrials.positive(random) >>> 1, random.nextInt(10_001));
                    int sliceBytes = 1 + random.nextInt(1 << 20);
                    long content = random.nextLong(60L * sliceBytes);
                    WorkPrice work = new WorkPrice(terms, content, sliceBytes);
                    long first = random.nextLong(work.slices() + 1);
                    long count = random.nextLong(work.slices() - first + 1);
                    Amount creator = Amount.ZERO;
                    Amount seeder = Amount.ZERO;
                    for (long slice = first; slice < first + count; slice++) {
                        creator = creator.plus(terms.creatorShare(work.bytesOf(slice)));
                        seeder = seeder.plus(terms.seederFee(work.bytesOf(slice)));
                    }
                    assertEquals(creator, work.creatorShare(first, count));
                    assertEquals(seeder, work.seederFee(first, count));
                    assertEquals(creator.plus(seeder), work.price(first, count));
                });
    }

    @Test
    void slicesCoverTheContentExactly() {
        assertEquals(16, WORK.slices());
        assertEquals(65_536, WORK.bytesOf(14));
        assertEquals(1_000_001 - 15 * 65_536, WORK.bytesOf(15));
        assertEquals(0, WORK.bytesOf(16));
        assertEquals(65_536, new WorkPrice(WORK.terms(), 65_536, 65_536).bytesOf(0));
        assertEquals(1, new WorkPrice(WORK.terms(), 65_537, 65_536).bytesOf(1));
    }

    @Test
    void emptyContentAndEmptyRunsCostNothing() {
        assertEquals(Amount.ZERO, new WorkPrice(WORK.terms(), 0, 65_536).total());
        assertEquals(Amount.ZERO, WORK.price(16, 0));
        assertEquals(WORK.price(0, 16), WORK.total());
    }

    @Test
    void runsOutsideTheContentAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> WORK.price(0, 17));
        assertThrows(IllegalArgumentException.class, () -> WORK.price(16, 1));
        assertThrows(IllegalArgumentException.class, () -> WORK.price(-1, 1));
        assertThrows(IllegalArgumentException.class, () -> WORK.price(1, -1));
        assertThrows(IllegalArgumentException.class, () -> WORK.price(Long.MAX_VALUE, 1));
        assertThrows(IllegalArgumentException.class, () -> WORK.price(1, Long.MAX_VALUE));
    }

    @Test
    void impossibleGeometryIsRefused() {
        Terms terms = WORK.terms();
        assertThrows(IllegalArgumentException.class, () -> new WorkPrice(terms, -1, 1));
        assertThrows(IllegalArgumentException.class, () -> new WorkPrice(terms, 1, 0));
    }

    @Test
    void aWindowHoldsAtLeastOneByte() {
        Terms terms = WORK.terms();
        for (int bytes : new int[] {0, -1}) {
            Exception why =
                    assertThrows(
                            IllegalArgumentException.class,
                            () -> new WorkPrice(terms, 1, 1, bytes));
            assertEquals("a window of " + bytes, why.getMessage());
        }
        assertEquals(1, new WorkPrice(terms, 1, 1, 1).windowBytes());
    }

    private static int window(long contentBytes, long durationMillis) {
        return WorkPrice.of(WORK.terms(), contentBytes, 65_536, durationMillis).windowBytes();
    }

    @Test
    void theWindowIsOneSecondOfPlayRoundedUpToTheByte_I3() {
        assertEquals(500, window(1_000, 2_000));
        assertEquals(501, window(1_001, 2_000));
        assertEquals(500, window(999, 2_000));
        assertEquals(1, window(0, 2_000));
        assertEquals(1, window(1, 2_000));
    }

    @Test
    void theWindowIsA64thOfTheWorkAtMost_I3() {
        assertEquals((1 << 20) - 1, window((1 << 20) - 1, 1_000));
        assertEquals(1 << 20, window(1 << 20, 1_000));
        assertEquals(1 << 20, window((1 << 20) + 1, 1_000));
        assertEquals((2 << 20) - 1, window((128L << 20) - 1, 1_000));
        assertEquals(2 << 20, window(128L << 20, 1_000));
    }

    @Test
    void aWorkOfUnknownLengthHasTheLargestWindow() {
        for (long unknown : new long[] {0, -1}) {
            assertEquals(1 << 20, window(1_000, unknown));
            assertEquals(1 << 20, window((64L << 20) + 63, unknown));
            assertEquals((1 << 20) + 1, window((64L << 20) + 64, unknown));
            assertEquals((8 << 20) - 1, window((512L << 20) - 1, unknown));
            assertEquals(8 << 20, window(512L << 20, unknown));
            assertEquals(8 << 20, window(1L << 44, unknown));
        }
        assertEquals(8 << 20, window(1L << 30, 1));
        assertEquals(1 << 20, new WorkPrice(WORK.terms(), 1_000, 65_536).windowBytes());
    }
}
