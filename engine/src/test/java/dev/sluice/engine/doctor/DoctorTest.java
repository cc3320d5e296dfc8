package dev.sluice.engine.doctor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.streaming.hash.Blake3;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DoctorTest {
    @TempDir Path directory;

    @Test
    void whatThisBuildRunsOnIsNotBrokenAndNothingIsLeftBehind() throws IOException {
        List<Finding> findings = new ArrayList<>();
        Doctor.examine(directory, findings::add);
        assertEquals(
                List.of(
                        "java",
                        "signatures",
                        "blake3",
                        "files",
                        "transport",
                        "buffers",
                        "loopback",
                        "disk"),
                findings.stream().map(Finding::what).toList());
        Finding blake3 = findings.get(2);
        assertEquals(Blake3.isNative(), blake3.grade() == Finding.Grade.OK, blake3.toString());
        assertTrue(blake3.found().endsWith(Blake3.implementation()), blake3.found());
        for (Finding finding : findings) {
            assertNotEquals(Finding.Grade.BROKEN, finding.grade(), finding.toString());
            assertEquals(
                    finding.grade() == Finding.Grade.OK,
                    finding.advice().isEmpty(),
                    finding.toString());
            assertFalse(finding.found().contains("allows 0 KiB"), finding.found());
        }
        try (Stream<Path> left = Files.list(directory)) {
            assertTrue(left.findAny().isEmpty());
        }
    }
}
