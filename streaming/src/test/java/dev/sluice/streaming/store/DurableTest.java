package dev.sluice.streaming.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Set;
import java.util.stream.Collectors;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** T22: what is written is there after a crash, and so is the directory that it is in. */
final class DurableTest {
    @TempDir Path home;

    private interface Write {
        void run() throws IOException;
    }

    /** What the write forces to the disk, as the Java runtime reports it. */
    private Set<Path> forced(Write write) throws IOException {
        Path file = home.resolve("forced.jfr");
        try (Recording recording = new Recording()) {
            recording.enable("jdk.FileForce").withThreshold(Duration.ZERO).withoutStackTrace();
            recording.start();
            write.run();
            recording.stop();
            recording.dump(file);
        }
        return RecordingFile.readAllEvents(file).stream()
                .filter(event -> event.getEventType().getName().equals("jdk.FileForce"))
                .map(event -> Path.of(event.getString("path")))
                .collect(Collectors.toSet());
    }

    @Test
    void aNewDirectoryIsForcedIntoItsParentAndAllAboveToo() throws IOException {
        Path deep = home.resolve("a").resolve("b").resolve("c");
        Set<Path> forced = forced(() -> Durable.createPrivateDirectory(deep));
        assertTrue(
                forced.containsAll(Set.of(home, home.resolve("a"), home.resolve("a").resolve("b"))),
                forced.toString());
        for (Path made = deep; !made.equals(home); made = Durable.parentOf(made))
            assertEquals(
                    "rwx------",
                    PosixFilePermissions.toString(Files.getPosixFilePermissions(made)));
    }

    /** Whoever made it may have been killed before it forced the parent. */
    @Test
    void aDirectoryThatIsThereIsForcedIntoItsParentAgain() throws IOException {
        Path there = Files.createDirectory(home.resolve("there"));
        assertEquals(Set.of(home), forced(() -> Durable.createPrivateDirectory(there)));
    }

    @Test
    void aFileIsForcedAndThenItsDirectory() throws IOException {
        Path file = home.resolve("file");
        Set<Path> forced = forced(() -> Durable.write(file, new byte[] {1}));
        assertEquals(Set.of(home.resolve("file.new"), home), forced);
    }

    @Test
    void whereAFileLiesNoDirectoryIsMade() throws IOException {
        Path file = Files.writeString(home.resolve("file"), "");
        assertThrows(FileAlreadyExistsException.class, () -> Durable.createPrivateDirectory(file));
    }
}
