package dev.sluice.poc.crypto;

import java.util.LinkedHashMap;
import java.util.Map;

/** One row of a table, its columns in the order in which they are put. */
final class Row {
    private final Map<String, Object> columns = new LinkedHashMap<>();

    static Row of(String column, Object value) {
        return new Row().and(column, value);
    }

    Row and(String column, Object value) {
        columns.put(column, value);
        return this;
    }

    /** With three significant digits, which is more than the measurement has. */
    Row figure(String column, double value) {
        return and(column, rounded(value));
    }

    Map<String, Object> columns() {
        return columns;
    }

    static Number rounded(double value) {
        if (value >= 100) return Math.round(value);
        return Math.round(value * 100) / 100.0;
    }
}
