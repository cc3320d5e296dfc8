package dev.sluice.bench.page;

import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** Makes rows of tables. */
final class Row {
    private final Map<String, Object> cells = new LinkedHashMap<>();

    static Row of(String column, Object value) {
        return new Row().with(column, value);
    }

    Row with(String column, Object value) {
        cells.put(column, value);
        return this;
    }

    /** The value as the result has it; a dash where it has none. */
    Row with(String column, JsonNode value) {
        if (value.isMissingNode()) return with(column, (Object) "–");
        return with(column, (Object) value);
    }

    /** In thousands, such as milliseconds from microseconds, to three places. */
    Row thousandth(String column, JsonNode value) {
        if (value.isMissingNode()) return with(column, (Object) "–");
        return with(column, (Object) (Math.round(value.asDouble()) / 1_000.0));
    }

    /** In MiB, to two places. */
    Row mib(String column, JsonNode bytes) {
        if (bytes.isMissingNode()) return with(column, (Object) "–");
        return with(column, (Object) (Math.round(bytes.asDouble() / 10_485.76) / 100.0));
    }

    Map<String, Object> cells() {
        return cells;
    }
}
