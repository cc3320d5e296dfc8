package dev.sluice.engine.payee;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.engine.SeededTrials;
import java.util.BitSet;
import org.junit.jupiter.api.Test;

/** Ranges against a bit for each slice. */
final class SliceRangesTest {
    private static final int SLICES = 64;

    @Test
    void whatIsMissingIsExactlyWhatWasNotAdded() {
        SeededTrials.run(
                2_000,
                random -> {
                    SliceRanges ranges = new SliceRanges();
                    BitSet model = new BitSet();
                    for (int step = 0; step < 30; step++) {
                        int first = random.nextInt(SLICES);
                        int count = 1 + random.nextInt(SLICES - first);
                        if (random.nextBoolean()) check(ranges, model, first, count);
                        else {
                            int few = 1 + random.nextInt(Math.min(count, 8));
                            ranges.add(first, few);
                            model.set(first, first + few);
                        }
                    }
                    check(ranges, model, 0, SLICES);
                });
    }

    private static void check(SliceRanges ranges, BitSet model, int first, int count) {
        BitSet missing = new BitSet();
        long[] end = {-1};
        ranges.missing(
                first,
                count,
                (from, many) -> {
                    assertTrue(from > end[0] && many > 0, "in order, apart, not empty");
                    end[0] = from + many;
                    missing.set((int) from, (int) (from + many));
                });
        BitSet expected = new BitSet();
        expected.set(first, first + count);
        expected.andNot(model);
        assertEquals(expected, missing);
        assertEquals(
                expected.stream().mapToLong(i -> 3L * i).sum(),
                ranges.sumMissing(first, count, SliceRangesTest::value));
    }

    private static long value(long first, long count) {
        long sum = 0;
        for (long i = first; i < first + count; i++) sum += 3 * i;
        return sum;
    }

    @Test
    void anEmptySetMissesAll() {
        SliceRanges ranges = new SliceRanges();
        assertEquals(10, ranges.sumMissing(5, 10, (first, count) -> count));
    }
}
