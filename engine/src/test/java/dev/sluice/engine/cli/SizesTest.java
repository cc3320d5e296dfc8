package dev.sluice.engine.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class SizesTest {
    @ParameterizedTest
    @CsvSource({
        "65536, 65536",
        "65536B, 65536",
        "64K, 65536",
        "64k, 65536",
        "64 KiB, 65536",
        "1.5M, 1572864",
        "0.001MiB, 1048",
        "2GB, 2147483648",
        "1T, 1099511627776"
    })
    void aSizeIsReadAsPeopleWriteIt(String text, long bytes) {
        assertEquals(bytes, parse(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "M", "-1M", "1,5M", "1.2345M", "5Mbit", "0x10", "1 M B"})
    void whatIsNoSizeIsRefusedWithAnExample(String text) {
        CliException e = assertThrows(CliException.class, () -> parse(text));
        assertTrue(String.valueOf(e.getMessage()).contains("--size " + text + " is no size"));
    }

    @Test
    void theBoundsAreTakenAndOneBeyondIsNot() {
        assertEquals(10, Sizes.parse("10", "--size", 10, 20));
        assertEquals(20, Sizes.parse("20", "--size", 10, 20));
        for (String beyond : new String[] {"9", "21", "999999999999T"})
            assertThrows(CliException.class, () -> Sizes.parse(beyond, "--size", 10, 20));
    }

    private static long parse(String text) {
        return Sizes.parse(text, "--size", 0, Long.MAX_VALUE);
    }
}
