package dev.sluice.bench.liars;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.payments.money.Amount;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** T11: what does not fit the content root is not paid for, and who sends it is dropped. */
final class LyingSeederTest {
    private static final long HONEST_UNTIL = 4;

    @TempDir static Path directory;
    private static Scene scene;

    @BeforeAll
    static void open() throws Exception {
        scene = new Scene(directory, 17);
    }

    @AfterAll
    static void close() throws Exception {
        scene.close();
    }

    @ParameterizedTest
    @EnumSource(Lie.class)
    void aLiarIsDroppedAndPaidForItsRightSlicesOnly(Lie lie) throws Exception {
        Scene.Outcome outcome = scene.play(lie, HONEST_UNTIL);
        assertNull(outcome.failure());
        assertTrue(outcome.rightSha256(), "the player has other bytes");
        assertNotNull(outcome.dropped(), "never caught: " + outcome);
        assertTrue(outcome.liedBytes() > 0, "no lie was sent: " + outcome);
        assertEquals(Amount.ZERO, outcome.paidForLies());
    }
}
