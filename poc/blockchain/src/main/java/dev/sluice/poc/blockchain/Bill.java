package dev.sluice.poc.blockchain;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a streamed hour costs, by the gas measured and the prices assumed. */
final class Bill {
    static final Usage SHORT = new Usage("1 hour, 1 seeder, opened and closed for it", 1, 1, 1);
    static final Usage WIDE = new Usage("1 hour, 8 seeders, opened and closed for it", 1, 8, 1);
    static final Usage LONG = new Usage("100 hours, 8 seeders, settled every 10 hours", 100, 8, 10);

    private Bill() {}

    static List<Map<String, Object>> rows(List<Lived> options) {
        List<Map<String, Object>> rows = new ArrayList<>();
        for (Usage usage : List.of(SHORT, WIDE, LONG))
            for (Lived option : options) rows.add(row(option, usage));
        return rows;
    }

    private static Map<String, Object> row(Lived option, Usage usage) {
        long gas = option.gasPerHour(usage);
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("use", usage.name());
        row.put("option", option.name());
        row.put("gas an hour", gas);
        for (Prices price : Prices.values())
            row.put("USD an hour, " + price.title(), Prices.text(price.usd(gas)));
        return row;
    }
}
