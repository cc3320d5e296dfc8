package dev.sluice.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** What a benchmark found, as the file that documents quote. */
public final class Result {
    private Result() {}

    /** Writes the file, and the same to stdout. */
    public static void write(Path file, Map<String, Object> figures) throws IOException {
        String json =
                JsonMapper.builder()
                        .build()
                        .writerWithDefaultPrettyPrinter()
                        .writeValueAsString(figures);
        Files.createDirectories(file.toAbsolutePath().getParent());
        Files.writeString(file, json + "\n");
        System.out.println(json);
    }
}
