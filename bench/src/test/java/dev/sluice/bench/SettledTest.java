package dev.sluice.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Iterator;
import java.util.List;
import org.junit.jupiter.api.Test;

final class SettledTest {
    private static final double QUIET = 0.02;

    private static Settled after(int most, Double... shares) {
        Iterator<Double> each = List.of(shares).iterator();
        return Settled.after(each::next, QUIET, 2, most);
    }

    @Test
    void itEndsWithTheLastOfSoManyQuietRoundsInARow() {
        assertEquals(new Settled(5, true), after(9, 0.5, 0.01, 0.02, 0.019, 0.0, 0.5));
    }

    @Test
    void aCompilerThatIsNeverQuietIsNotWaitedForForEver() {
        assertEquals(new Settled(3, false), after(3, 0.5, 0.03, 0.01, 0.01));
        assertEquals(new Settled(3, true), after(3, 0.5, 0.01, 0.01));
    }
}
