package dev.sluice.bench.link;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

final class LinkTest {
    private static final long MS = 1_000_000;
    private static final long SECOND = 1_000 * MS;

    /** 1,000 bytes take 1 ms; one may wait for two. */
    private static final Link.Terms EXACT = new Link.Terms(8_000_000, 25 * MS, 0, 2 * MS);

    @Test
    void aPacketTakesItsLengthAtTheRateAndTheDelay() {
        assertEquals(OptionalLong.of(26 * MS), new Link(EXACT, 1).on(1_000, 0));
        assertEquals(OptionalLong.of(25 * MS + 1_000), new Link(EXACT, 1).on(1, 0));
    }

    @Test
    void packetsWaitForThoseBeforeThem() {
        Link link = new Link(EXACT, 1);
        assertEquals(OptionalLong.of(26 * MS), link.on(1_000, 0));
        assertEquals(OptionalLong.of(27 * MS), link.on(1_000, 0));
        assertEquals(OptionalLong.of(28 * MS), link.on(1_000, MS / 2));
        assertEquals(OptionalLong.of(36 * MS), link.on(1_000, 10 * MS));
    }

    @Test
    void theQueueHasAnEnd() {
        Link link = new Link(EXACT, 1);
        for (int i = 0; i < 3; i++) assertTrue(link.on(1_000, 0).isPresent());
        assertTrue(link.on(1_000, MS - 1).isEmpty());
        assertEquals(OptionalLong.of(29 * MS), link.on(1_000, MS));
    }

    @Test
    void whatArrivesInASilenceIsLostAndNothingElse() {
        Link link = new Link(EXACT, 1);
        link.silence(30 * MS, 40 * MS);
        assertEquals(OptionalLong.of(30 * MS - 1), link.on(1_000, 4 * MS - 1));
        assertTrue(link.on(1_000, 5 * MS).isEmpty());
        assertTrue(link.on(1_000, 13 * MS).isEmpty());
        assertEquals(OptionalLong.of(40 * MS), link.on(1_000, 14 * MS));
    }

    @Test
    void oneInAHundredIsLostAndTheSameForTheSameSeed() {
        List<Integer> lost = lost(17);
        assertEquals(lost, lost(17));
        assertTrue(lost.size() > 900 && lost.size() < 1_100, "lost " + lost.size());
    }

    private static List<Integer> lost(long seed) {
        Link link = new Link(new Link.Terms(20_000_000, 0, 10_000, SECOND), seed);
        List<Integer> lost = new ArrayList<>();
        for (int i = 0; i < 100_000; i++) if (link.on(1_350, i * MS).isEmpty()) lost.add(i);
        return lost;
    }

    @Test
    void itCarriesItsRateAndNoMore() {
        Link link = new Link(new Link.Terms(20_000_000, 25 * MS, 0, 100 * MS), 1);
        long bytes = 0;
        for (long nowNs = 0; nowNs < 10 * SECOND; nowNs += MS / 4) {
            OptionalLong arrivalNs = link.on(1_350, nowNs);
            if (arrivalNs.isPresent() && arrivalNs.getAsLong() < 10 * SECOND) bytes += 1_350;
        }
        assertTrue(bytes > 24_900_000 && bytes <= 25_000_000, bytes + " bytes in 10 s");
    }

    @Test
    void termsThatMeanNothingAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> new Link.Terms(0, 0, 0, 0));
        assertThrows(IllegalArgumentException.class, () -> new Link.Terms(1, -1, 0, 0));
        assertThrows(IllegalArgumentException.class, () -> new Link.Terms(1, 0, -1, 0));
        assertThrows(IllegalArgumentException.class, () -> new Link.Terms(1, 0, 1_000_001, 0));
        assertThrows(IllegalArgumentException.class, () -> new Link.Terms(1, 0, 0, -1));
    }
}
