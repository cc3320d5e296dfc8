package dev.sluice.poc.blockchain;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Steps of an option's life by name, with what each cost. */
final class Steps {
    private final Map<String, Cost> costs = new LinkedHashMap<>();

    void add(String step, Chain.Sent sent) {
        add(step, new Cost(sent.gas(), sent.bytes(), 1));
    }

    void add(String step, Cost cost) {
        if (costs.put(step, cost) != null)
            throw new IllegalArgumentException("step " + step + " twice");
    }

    Cost of(String step) {
        Cost cost = costs.get(step);
        if (cost == null) throw new IllegalArgumentException("no step " + step + " in " + costs);
        return cost;
    }

    List<Map<String, Object>> rows(String option) {
        List<Map<String, Object>> rows = new ArrayList<>();
        costs.forEach(
                (step, cost) -> {
                    Map<String, Object> row = new LinkedHashMap<>();
                    row.put("option", option);
                    row.put("step", step);
                    row.put("gas", cost.gas());
                    row.put("bytes", cost.bytes());
                    rows.add(row);
                });
        return rows;
    }
}
