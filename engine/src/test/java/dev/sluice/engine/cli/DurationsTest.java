package dev.sluice.engine.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class DurationsTest {
    private static final long MOST = 1_000_000_000;

    @ParameterizedTest
    @CsvSource({
        "1:32:05, 5525000",
        "32:05.5, 1925500",
        "0:00.001, 1",
        "99:59, 5999000",
        "1h32m5s, 5525000",
        "92m, 5520000",
        "90s, 90000",
        "5.25s, 5250",
        "1500ms, 1500",
        "1m1ms, 60001",
        "1000000000ms, 1000000000",
    })
    void aLengthIsReadInTheUnitThatItNames(String text, long millis) {
        assertEquals(millis, Durations.millis(text, "--duration", MOST));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "90", "1.5", "-1s", "1:60", "1:60:00", "1s2m", "1 s", "90 min", "0x10s"})
    void whatNamesNoUnitOrIsNoLengthIsRefused(String text) {
        CliException refused =
                assertThrows(CliException.class, () -> Durations.millis(text, "--duration", MOST));
        assertTrue(String.valueOf(refused.getMessage()).contains("no length"), refused::toString);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0s", "0:00", "1000000001ms", "999999999h"})
    void aLengthOutsideTheBoundsIsRefusedWithThem(String text) {
        CliException refused =
                assertThrows(CliException.class, () -> Durations.millis(text, "--duration", MOST));
        assertTrue(
                String.valueOf(refused.getMessage()).contains("outside 1.." + MOST),
                refused::toString);
    }

    @Test
    void aLengthIsShownAsAClockDoes() {
        assertEquals("1:32:05", Durations.text(5_525_000));
        assertEquals("0:05.250", Durations.text(5_250));
        assertEquals("1:00:00.001", Durations.text(3_600_001));
    }
}
