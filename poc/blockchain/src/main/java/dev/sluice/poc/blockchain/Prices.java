package dev.sluice.poc.blockchain;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What gas is assumed to cost, and where the assumption comes from: inputs, not findings. */
enum Prices {
    L1("L1, 20 gwei", "20", "the example of the page that names the price of ETH"),
    L2_FLOOR(
            "L2, 0.002 gwei",
            "0.002",
            "least base fee of Base since 2026-02-02,"
                    + " docs.base.org/base-chain/network-information/configuration-changelog"),
    L2_BUSY("L2, 0.05 gwei", "0.05", "assumed: 25 times that floor");

    static final BigDecimal USD_PER_ETH = new BigDecimal("1950");
    static final String ETH_SOURCE = "February 2026, gateex.org/post/status/18909174";

    /** What Base aims at, github.com/base/contract-deployments/pull/532 (2025-12-01). */
    static final long GAS_PER_SECOND = 30_000_000;

    private final String title;
    private final BigDecimal gwei;
    private final String source;

    Prices(String title, String gwei, String source) {
        this.title = title;
        this.gwei = new BigDecimal(gwei);
        this.source = source;
    }

    String title() {
        return title;
    }

    BigDecimal usd(long gas) {
        BigDecimal eth = BigDecimal.valueOf(gas).multiply(gwei).movePointLeft(9);
        return eth.multiply(USD_PER_ETH);
    }

    /** Three digits that count. */
    static String text(BigDecimal usd) {
        return usd.signum() == 0 ? "0" : usd.round(new MathContext(3)).toPlainString();
    }

    static List<Map<String, Object>> rows() {
        List<Map<String, Object>> rows = new ArrayList<>();
        rows.add(row("ETH", USD_PER_ETH.toPlainString() + " USD", ETH_SOURCE));
        for (Prices price : values())
            rows.add(row("gas, " + price.name(), price.gwei + " gwei", price.source));
        rows.add(
                row(
                        "room of a chain",
                        GAS_PER_SECOND / 1_000_000 + " Mgas/s",
                        "gas target of Base, github.com/base/contract-deployments/pull/532"));
        return rows;
    }

    private static Map<String, Object> row(String input, String value, String source) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("input", input);
        row.put("value", value);
        row.put("source", source);
        return row;
    }
}
