package dev.sluice.poc.microtransaction;

import java.util.LinkedHashMap;
import java.util.Map;

/** Rows of a table. */
final class Rows {
    private Rows() {}

    /** A row of title and value, title and value. */
    static Map<String, Object> row(Object... pairs) {
        Map<String, Object> row = new LinkedHashMap<>();
        for (int i = 0; i < pairs.length; i += 2) row.put((String) pairs[i], pairs[i + 1]);
        return row;
    }
}
