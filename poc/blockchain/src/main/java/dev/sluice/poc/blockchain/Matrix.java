package dev.sluice.poc.blockchain;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The criteria, and which options meet them by what was measured. */
final class Matrix {
    /** A slice of 256 KiB at 5 Mbit/s plays so long. */
    static final long SLICE_MS = (256L << 10) * 8 * 1_000 / 5_000_000;

    private static final BigDecimal CENT = new BigDecimal("0.01");
    private static final long VIEWERS = 1_000;

    private final long blockLatencyMs;
    private final List<Map<String, Object>> rows = new ArrayList<>();

    /** With the median time that a payment takes to be in a block. */
    Matrix(long blockLatencyMs) {
        this.blockLatencyMs = blockLatencyMs;
    }

    Matrix add(Lived lived) {
        Settlement option = lived.option();
        Promises promises = lived.promises();
        long gasPerHour = lived.gasPerHour(Bill.LONG);
        BigDecimal usd = Prices.L2_BUSY.usd(gasPerHour);
        BigDecimal seeder = Prices.L2_BUSY.usd(option.furtherSeeder(lived.steps()).gas());
        double share = 100.0 * gasPerHour * VIEWERS / 3_600 / Prices.GAS_PER_SECOND;
        boolean inTime = !option.waitsForBlock() || blockLatencyMs <= SLICE_MS;
        boolean cheap = usd.compareTo(CENT) <= 0;
        boolean roomy = share <= 1;
        boolean quick = seeder.compareTo(CENT) <= 0;
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("option", option.name());
        row.put("in time", text(inTime));
        row.put("never bounces", text(promises.neverBounces()));
        row.put("leaves nobody out", text(promises.leavesNobodyOut()));
        row.put("gives back", text(promises.givesBack()));
        row.put("hour <= 1 cent", text(cheap) + ", $" + Prices.text(usd));
        row.put("seeder <= 1 cent", text(quick) + ", $" + Prices.text(seeder));
        row.put("1,000 viewers <= 1 %", text(roomy) + ", " + percent(share));
        row.put("all", text(inTime && promises.allKept() && cheap && roomy && quick));
        row.put("gas an hour", gasPerHour);
        rows.add(row);
        return this;
    }

    List<Map<String, Object>> rows() {
        return rows;
    }

    private static String text(boolean met) {
        return met ? "yes" : "**no**";
    }

    private static String percent(double share) {
        return String.format(java.util.Locale.ROOT, "%.3g %%", share);
    }
}
