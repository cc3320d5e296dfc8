package dev.sluice.poc.blockchain;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.lab.Page;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

final class ReadmeTest {
    @Test
    void theTablesAreThoseOfTheResultFile() throws Exception {
        assertTrue(new Page(Path.of("README.md")).isFresh());
    }
}
