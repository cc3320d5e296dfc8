package dev.sluice.payments;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class SeededTrialsTest {
    @Test
    void aFailureNamesTheSeedThatReplaysIt() {
        List<Long> drawn = new ArrayList<>();
        AssertionError failure =
                assertThrows(
                        AssertionError.class,
                        () ->
                                SeededTrials.run(
                                        10,
                                        null,
                                        random -> {
                                            drawn.add(random.nextLong());
                                            assertTrue(drawn.size() < 4);
                                        }));
        assertTrue(String.valueOf(failure.getMessage()).startsWith("SLUICE_SEED=3: "));
        assertEquals(4, drawn.stream().distinct().count());
        SeededTrials.run(10, "3", random -> assertEquals(drawn.getLast(), random.nextLong()));
    }
}
