package dev.sluice.poc.microtransaction;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.lab.Page;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ReadmeTest {
    @Test
    void the_readme_says_what_was_measured() throws IOException {
        assertTrue(
                new Page(Path.of("README.md")).isFresh(), "refresh it: poc/run microtransaction");
    }
}
