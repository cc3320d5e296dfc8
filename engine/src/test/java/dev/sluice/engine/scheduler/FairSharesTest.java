package dev.sluice.engine.scheduler;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Consumers of one busy seeder, which answers in the order that it is asked in. */
final class FairSharesTest {
    private static final long MS = 1_000_000;
    private static final MediaRate MEDIA = new MediaRate(65_536, 100 * MS, 1_000_000);
    private static final int HEAD_START = 400;
    private static final int UNCOUNTED_EACH = 150;
    private static final int COUNTED_EACH = 50;

    /** The first had the seeder for itself, as long as it took to fill its window. */
    @ParameterizedTest
    @CsvSource({"2, 25", "2, 10", "8, 25", "40, 5", "200, 1"})
    void whoComesLateToABusySeederGetsAShareAllTheSame(int consumers, int sliceMs) {
        Crowd crowd = new Crowd(consumers);
        crowd.serve(HEAD_START, 1, sliceMs * MS);
        crowd.serve(UNCOUNTED_EACH * consumers, consumers, sliceMs * MS);
        Arrays.fill(crowd.had, 0);
        crowd.serve(COUNTED_EACH * consumers, consumers, sliceMs * MS);
        int least = IntStream.of(crowd.had).min().orElseThrow();
        int most = IntStream.of(crowd.had).max().orElseThrow();
        assertTrue(2 * least >= most, Arrays.toString(crowd.had));
    }

    /** Who is asked by whom, and answers one after the other. */
    private static final class Crowd {
        private final Deque<Integer> queue = new ArrayDeque<>();
        private final Peer[] seederOf;
        private final long[] asked;
        private final long[] brought;
        private final int[] had;
        private long nowNs;

        Crowd(int consumers) {
            seederOf = new Peer[consumers];
            for (int i = 0; i < consumers; i++) seederOf[i] = new Peer(0, MEDIA, MS);
            asked = new long[consumers];
            brought = new long[consumers];
            had = new int[consumers];
        }

        void serve(int slices, int consumers, long sliceNs) {
            for (int i = 0; i < slices; i++) {
                for (int consumer = 0; consumer < consumers; consumer++) ask(consumer);
                nowNs += sliceNs;
                int consumer = queue.remove();
                had[consumer]++;
                seederOf[consumer].arrived(brought[consumer]++, true, nowNs);
            }
        }

        private void ask(int consumer) {
            Peer seeder = seederOf[consumer];
            if (asked[consumer] == 0) {
                seeder.ready();
                seeder.roundTrip().sample(MS);
            }
            for (; seeder.hasRoom(); asked[consumer]++) {
                seeder.asked(asked[consumer], nowNs);
                queue.add(consumer);
            }
        }
    }
}
