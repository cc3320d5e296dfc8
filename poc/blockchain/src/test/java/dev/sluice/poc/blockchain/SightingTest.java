package dev.sluice.poc.blockchain;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sluice.poc.blockchain.Feed.Block;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SightingTest {
    private static final long SECOND_NS = 1_000_000_000L;

    /** A block each second; the first and the last of those used are not whole. */
    private final Sighting sighting =
            new Sighting(
                    0,
                    Map.of("a", 0L, "b", SECOND_NS, "c", SECOND_NS, "d", 2 * SECOND_NS),
                    List.of(
                            block(1, List.of("a"), 5_000_000),
                            block(2, List.of("b", "c"), 30_000_000),
                            block(3, List.of("d"), 1_000_000),
                            block(4, List.of(), 0)));

    @Test
    void rates_are_those_of_whole_blocks() {
        assertEquals(2, sighting.transactionsPerSecond());
        assertEquals(30, sighting.megagasPerSecond());
    }

    @Test
    void latency_is_from_sending_to_the_block_or_a_deeper_one() {
        assertEquals(List.of(1_000L, 1_000L, 1_000L, 1_000L), sighting.latenciesMs(0));
        assertEquals(List.of(2_000L, 2_000L, 2_000L, 2_000L), sighting.latenciesMs(1));
        assertEquals(List.of(3_000L, 3_000L, 3_000L), sighting.latenciesMs(2));
    }

    @Test
    void percentiles_are_values_that_were_seen() {
        List<Long> values = List.of(1L, 2L, 3L, 4L);
        assertEquals(2, Sighting.percentile(values, 50));
        assertEquals(4, Sighting.percentile(values, 95));
        assertEquals(1, Sighting.percentile(List.of(1L), 50));
    }

    private static Block block(int second, List<String> hashes, long gas) {
        return new Block(second, second * SECOND_NS, hashes, gas);
    }
}
