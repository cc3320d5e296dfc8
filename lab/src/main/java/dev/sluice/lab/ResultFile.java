package dev.sluice.lab;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The figures of one run: settings, tables, and the machine they were taken on.
 *
 * <p>A table is a list of rows, each a map from a column's title (with its unit) to text or a
 * number. {@link Page} quotes tables in a document.
 */
public final class ResultFile {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Map<String, Object> content = new LinkedHashMap<>();
    private final Map<String, List<Map<String, Object>>> tables = new LinkedHashMap<>();

    /** Of a measurement with this name. */
    public ResultFile(String name) {
        content.put("measurement", name);
    }

    /** Adds a setting or a single figure; its key names the unit, as in {@code p99Micros}. */
    public ResultFile with(String key, Object value) {
        content.put(key, value);
        return this;
    }

    /** Adds a table, its columns in the order of the first row. */
    public ResultFile table(String name, List<Map<String, Object>> rows) {
        if (rows.isEmpty())
            throw new IllegalArgumentException("table " + name + " has no row; add at least one");
        tables.put(name, rows);
        return this;
    }

    /**
     * Writes this and the machine, with the flags of the JVM or of the run.
     *
     * @throws IOException if the file cannot be written
     */
    public void write(Path file, List<String> flags) throws IOException {
        content.put("tables", tables);
        content.put("machine", Machine.describe(flags));
        write(file, content);
    }

    /** Writes figures to the file, and the same to stdout. */
    public static void write(Path file, Map<String, Object> figures) throws IOException {
        String json = JSON.writerWithDefaultPrettyPrinter().writeValueAsString(figures);
        Files.createDirectories(file.toAbsolutePath().getParent());
        Files.writeString(file, json + "\n");
        System.out.println(json);
    }

    static JsonNode read(Path file) throws IOException {
        if (!Files.exists(file))
            throw new IOException(file + " does not exist; run the measurement that writes it");
        return JSON.readTree(Files.readString(file));
    }
}
