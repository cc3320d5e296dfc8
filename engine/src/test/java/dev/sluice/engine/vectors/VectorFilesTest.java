package dev.sluice.engine.vectors;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The golden vectors and the code agree, byte for byte. */
final class VectorFilesTest {
    @Test
    void theFilesAreWhatTheCodeWrites() throws IOException {
        for (Map.Entry<String, String> file : VectorFiles.all().entrySet())
            assertEquals(
                    Files.readString(VectorFiles.folder().resolve(file.getKey())),
                    file.getValue(),
                    file.getKey()
                            + ": a format has changed; when that is meant, it is a new"
                            + " version, and VectorFiles writes the files anew");
    }

    @Test
    void thereAreNoOthers() throws IOException {
        try (Stream<Path> all = Files.list(VectorFiles.folder())) {
            assertEquals(
                    new TreeSet<>(VectorFiles.all().keySet()),
                    all.map(file -> String.valueOf(file.getFileName()))
                            .filter(name -> name.endsWith(".json"))
                            .collect(Collectors.toCollection(TreeSet::new)));
        }
    }
}
