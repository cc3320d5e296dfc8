package dev.sluice.lab;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** Quotes the tables that a result file has, each with a line that says where it was measured. */
public final class TableQuotes implements Quotes {
    @Override
    public String quote(Path page, String kind, String file, String name) throws IOException {
        if (!kind.equals("table"))
            throw new IOException(page + " quotes a " + kind + "; only tables can be quoted");
        JsonNode result = ResultFile.read(page.toAbsolutePath().resolveSibling(file));
        JsonNode rows = result.path("tables").path(name);
        if (!rows.isArray() || rows.isEmpty())
            throw new IOException(file + " has no table " + name + ", which " + page + " quotes");
        return markdown(rows) + "\n\n" + source(file, result) + "\n";
    }

    /** Rows as a table, its columns in the order of the first. */
    public static String markdown(JsonNode rows) {
        List<String> columns = new ArrayList<>(rows.get(0).propertyNames());
        StringBuilder out = new StringBuilder("| " + String.join(" | ", columns) + " |\n|");
        for (String column : columns) out.append(isNumber(rows, column) ? " --: |" : " --- |");
        for (JsonNode row : rows) {
            out.append("\n|");
            for (String column : columns)
                out.append(' ').append(row.path(column).asString()).append(" |");
        }
        return out.toString();
    }

    private static boolean isNumber(JsonNode rows, String column) {
        for (JsonNode row : rows) if (row.path(column).isString()) return false;
        return true;
    }

    /** Where and on what a result was measured, as far as it says so. */
    public static String source(String path, JsonNode result) {
        JsonNode machine = result.path("machine");
        String commit = machine.path("commit").asString(result.path("commit").asString(""));
        String on =
                Stream.of(cores(machine), machine.path("jdk").asString(""), commit(commit))
                        .filter(part -> !part.isEmpty())
                        .collect(Collectors.joining(", "));
        return "[%s](%s): %s.".formatted(path, path, on);
    }

    private static String commit(String commit) {
        return commit.isEmpty() ? "" : "commit %.7s".formatted(commit);
    }

    private static String cores(JsonNode machine) {
        String cores = machine.path("cores").asString("?") + " cores";
        return machine.has("cpu") ? cores + " of " + machine.path("cpu").asString() : cores;
    }
}
