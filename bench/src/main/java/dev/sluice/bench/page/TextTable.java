package dev.sluice.bench.page;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** A table for a terminal, its columns aligned. */
final class TextTable {
    private TextTable() {}

    static String of(JsonNode rows) {
        List<String> columns = new ArrayList<>(rows.get(0).propertyNames());
        StringBuilder out = new StringBuilder();
        line(out, columns, rows, null);
        rows.forEach(row -> line(out, columns, rows, row));
        return out.toString();
    }

    private static void line(
            StringBuilder out,
            List<String> columns,
            JsonNode rows,
            @org.jspecify.annotations.Nullable JsonNode row) {
        StringBuilder line = new StringBuilder(" ");
        for (String column : columns) {
            int width = column.length();
            boolean number = true;
            for (JsonNode each : rows) {
                width = Math.max(width, each.path(column).asString().length());
                number &= !each.path(column).isString();
            }
            String cell = row == null ? column : row.path(column).asString();
            line.append(' ')
                    .append(String.format(number ? "%" + width + "s" : "%-" + width + "s", cell))
                    .append(' ');
        }
        out.append(line.toString().stripTrailing()).append('\n');
    }
}
