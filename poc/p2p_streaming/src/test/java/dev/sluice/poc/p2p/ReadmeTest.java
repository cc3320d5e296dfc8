package dev.sluice.poc.p2p;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.lab.Page;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ReadmeTest {
    @Test
    void the_page_quotes_the_figures_of_its_result_file() throws Exception {
        assertTrue(new Page(Path.of("README.md")).isFresh());
    }
}
