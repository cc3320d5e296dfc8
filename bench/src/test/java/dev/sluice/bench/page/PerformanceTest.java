package dev.sluice.bench.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.lab.Page;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PerformanceTest {
    private static final Path ROOT = Path.of(System.getProperty("sluice.root", ".."));
    private static final String PAGE =
            """
            <!-- goals ../bench/results missed -->
            <!-- end -->
            <!-- goals ../bench/results held -->
            <!-- end -->
            <!-- table ../bench/results/first.json times -->
            <!-- end -->
            <!-- table ../bench/results/crowd.json steps -->
            <!-- end -->
            <!-- plot ../bench/results/crowd.json rate -->
            <!-- end -->
            """;
    private static final String CROWD =
            """
            {"failures": [], "steps": [
              {"consumers": 10, "mbPerSecondInAll": 90.5, "residentBytesPerConsumer": 1048576},
              {"consumers": 200, "mbPerSecondInAll": 60.25, "residentBytesPerConsumer": 3145728}]}
            """;

    @TempDir Path root;

    @Test
    void thePageAndItsPlotsAreWhatTheResultsSay() throws IOException {
        assertTrue(
                Performance.page(ROOT).isFresh(),
                "docs/performance.md and bench/results disagree; run: bench/run page");
    }

    @Test
    void aMissedGoalStandsFirstAndWhatWasNotRecordedSaysSo() throws IOException {
        Page page = written();
        String text = Files.readString(root.resolve("docs/performance.md"));
        int missed =
                text.indexOf("MiB a seeder holds for each of the most consumers | at most 2 | 3");
        int held = text.indexOf("| failures in a crowd | none | 0 |");
        assertTrue(missed >= 0 && held > missed, text);
        assertTrue(text.contains("Not recorded yet: `sluice bench first --record`."), text);
        assertTrue(page.isFresh());
    }

    @Test
    void aFigureOrAPlotThatWasChangedByHandIsFound() throws IOException {
        written();
        Path plot = root.resolve("docs/plots/crowd-rate.svg");
        String svg = Files.readString(plot);
        Files.writeString(plot, svg.replace("60", "61"));
        assertFalse(Performance.page(root).isFresh());
        assertTrue(Performance.page(root).refresh());
        assertEquals(svg, Files.readString(plot));
    }

    private Page written() throws IOException {
        Files.createDirectories(root.resolve("docs"));
        Files.createDirectories(root.resolve("bench/results"));
        Files.writeString(root.resolve("docs/performance.md"), PAGE);
        Files.writeString(root.resolve("bench/results/crowd.json"), CROWD);
        Page page = Performance.page(root);
        page.refresh();
        return page;
    }
}
