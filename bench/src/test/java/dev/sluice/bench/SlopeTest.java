package dev.sluice.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;

final class SlopeTest {
    @Test
    void aLineHasItsOwnSlopeAndNoError() {
        Slope slope = Slope.of(List.of(at(0, 5), at(1, 8), at(2, 11)));
        assertEquals(3, slope.slope(), 1e-12);
        assertEquals(0, slope.error(), 1e-12);
    }

    @Test
    void whatLiesBesideTheLineIsItsError() {
        Slope slope = Slope.of(List.of(at(-1, 0), at(0, 3), at(1, 0)));
        assertEquals(0, slope.slope(), 1e-12);
        assertEquals(Math.sqrt(6 / 2.0), slope.error(), 1e-12);
    }

    @Test
    void pointsAtOnePlaceHaveNone() {
        assertThrows(IllegalArgumentException.class, () -> Slope.of(List.of(at(1, 0), at(1, 1))));
    }

    private static double[] at(double x, double y) {
        return new double[] {x, y};
    }
}
