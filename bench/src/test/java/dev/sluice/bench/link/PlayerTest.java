package dev.sluice.bench.link;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

final class PlayerTest {
    private static final long SECOND = 1_000_000_000;

    /** Ten seconds of 1,000 bytes each; begins with one, holds two. */
    private static final Player.Media MEDIA = new Player.Media(10_000, 8_000, SECOND, 2 * SECOND);

    @Test
    void itBeginsWithASecondOfMedia() {
        Player player = new Player(MEDIA);
        player.on(999, 0);
        assertFalse(player.hasStarted());
        player.on(1, 5 * SECOND);
        assertTrue(player.hasStarted());
        assertEquals(5 * SECOND, player.startedNs());
        assertEquals(0, player.stalledNs());
    }

    @Test
    void whatIsShorterThanASecondBeginsWhenItIsAllHere() {
        Player player = new Player(new Player.Media(500, 8_000, SECOND, SECOND));
        player.on(500, 1);
        assertTrue(player.hasStarted());
    }

    @Test
    void itStandsFromItsLastByteToTheNext() {
        Player player = new Player(MEDIA);
        player.on(1_000, 0);
        player.on(1_000, 3 * SECOND);
        assertEquals(2 * SECOND, player.stalledNs());
        player.advance(4 * SECOND);
        assertEquals(2 * SECOND, player.stalledNs());
        player.advance(4 * SECOND + 1);
        player.on(8_000, 5 * SECOND);
        assertEquals(3 * SECOND, player.stalledNs());
        assertEquals(2, player.stalls());
        assertEquals(2 * SECOND, player.longestStallNs());
    }

    @Test
    void onceAllIsPlayedNothingCounts() {
        Player player = new Player(MEDIA);
        player.on(10_000, 0);
        player.advance(10 * SECOND - 1);
        assertFalse(player.hasEnded());
        player.advance(60 * SECOND);
        assertTrue(player.hasEnded());
        assertEquals(0, player.stalledNs());
    }

    @Test
    void itTakesNoMoreThanItHolds() {
        Player player = new Player(MEDIA);
        player.on(2_000, 0);
        assertEquals(0, player.fullForNs());
        player.on(1_000, 0);
        assertEquals(SECOND, player.fullForNs());
        player.advance(SECOND - 1);
        assertEquals(1, player.fullForNs());
        player.advance(SECOND);
        assertEquals(0, player.fullForNs());
    }

    @Test
    void mediaThatMeansNothingIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> new Player.Media(0, 1, 0, 0));
        assertThrows(IllegalArgumentException.class, () -> new Player.Media(1, 0, 0, 0));
        assertThrows(IllegalArgumentException.class, () -> new Player.Media(1, 1, 2, 1));
        Player player = new Player(MEDIA);
        assertThrows(IllegalStateException.class, () -> player.on(10_001, 0));
    }
}
