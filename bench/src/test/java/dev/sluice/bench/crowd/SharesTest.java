package dev.sluice.bench.crowd;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

final class SharesTest {
    @Test
    void equalSharesHaveIndexOne() {
        assertEquals(new Shares(1, 2, 2, 2), Shares.of(List.of(2.0, 2.0, 2.0)));
    }

    @Test
    void oneWhoHasAllOfFourHasIndexAQuarter() {
        assertEquals(new Shares(0.25, 0, 8, 2), Shares.of(List.of(0.0, 8.0, 0.0, 0.0)));
    }
}
