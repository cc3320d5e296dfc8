package dev.sluice.poc.p2p;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class MainTest {
    @Test
    void wrong_arguments_end_with_2() throws Exception {
        assertEquals(2, Main.run(List.of("a.json", "b.json")));
        assertEquals(2, Main.run(List.of("--long")));
    }
}
