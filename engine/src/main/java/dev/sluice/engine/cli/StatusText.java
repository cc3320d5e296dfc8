package dev.sluice.engine.cli;

import dev.sluice.payments.money.Amount;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A status as a person reads it. */
final class StatusText {
    private static final int ROWS = 20;
    private static final int SHORT = 14;

    private StatusText() {}

    static List<String> lines(Map<String, Object> status) {
        List<String> lines = new ArrayList<>();
        lines.add("node      " + state(status) + " · " + status.get("directory"));
        lines.add("address   " + or(status.get("address"), "none yet: it has never run"));
        lines.add("wallet    " + or(status.get("wallet"), "none: sluice wallet new"));
        if (status.get("ledger") instanceof Map<?, ?> ledger) ledger(ledger, lines);
        if (status.get("servedBytes") instanceof Number served)
            lines.add("served    " + Sizes.bytes(served.longValue()));
        rows("earns", status.get("earns"), StatusText::earns, lines);
        rows("pays", status.get("pays"), StatusText::pays, lines);
        rows("works", status.get("works"), StatusText::work, lines);
        if (status.get("disk") instanceof Map<?, ?> disk)
            lines.add(
                    "%-10s%s of %s for works of others"
                            .formatted(
                                    "disk", bytes(disk, "usedBytes"), bytes(disk, "quotaBytes")));
        return lines;
    }

    private static String state(Map<String, Object> status) {
        if (!Boolean.TRUE.equals(status.get("running"))) return "not running";
        return Boolean.TRUE.equals(status.get("hangs"))
                ? "HANGS: has said nothing for " + seconds(status.get("ageMillis"))
                : "running";
    }

    private static void ledger(Map<?, ?> ledger, List<String> lines) {
        boolean stopped = Boolean.TRUE.equals(ledger.get("creditStopped"));
        lines.add(
                "ledger    %s of %s endpoints · block %s · silent for %s"
                        .formatted(
                                ledger.get("answering"),
                                ledger.get("endpoints"),
                                ledger.get("block"),
                                seconds(ledger.get("silentMillis"))));
        lines.add(
                "credit    "
                        + (stopped
                                ? "STOPPED: the ledger is silent; only what is paid is served"
                                : "given, until the ledger is silent for "
                                        + seconds(ledger.get("silenceLimitMillis"))));
    }

    private interface Row {
        String text(Map<?, ?> row);
    }

    private static void rows(String title, @Nullable Object list, Row row, List<String> lines) {
        if (!(list instanceof List<?> rows)) return;
        lines.add("%-10s%d".formatted(title, rows.size()));
        for (Object one : rows.subList(0, Math.min(ROWS, rows.size())))
            if (one instanceof Map<?, ?> map) lines.add("  " + row.text(map));
        if (rows.size() > ROWS) lines.add("  and " + (rows.size() - ROWS) + " more: --json");
    }

    private static String earns(Map<?, ?> row) {
        String start =
                "%s  %-8s accepted %s"
                        .formatted(
                                shortened(row.get("channel")),
                                row.get("state"),
                                coins(row, "accepted"));
        return row.get("served") == null
                ? start
                : start
                        + "  claimed %s  served %s  exposure %s  counts %s of %s"
                                .formatted(
                                        coins(row, "claimed"),
                                        coins(row, "served"),
                                        coins(row, "exposure"),
                                        coins(row, "counted"),
                                        coins(row, "reserve"));
    }

    private static String pays(Map<?, ?> row) {
        return "%s  %-8s promised %s  agreed %s"
                .formatted(
                        shortened(row.get("channel")),
                        row.get("buys"),
                        coins(row, "promised"),
                        coins(row, "agreed"));
    }

    private static String work(Map<?, ?> row) {
        return row.get("held") == null
                ? String.valueOf(row.get("content"))
                : row.get("content")
                        + "  "
                        + row.get("held")
                        + " of "
                        + row.get("slices")
                        + " slices, "
                        + bytes(row, "diskBytes")
                        + (Boolean.TRUE.equals(row.get("own")) ? ", own" : "")
                        + (Boolean.TRUE.equals(row.get("pinned")) ? ", pinned" : "");
    }

    private static String bytes(Map<?, ?> row, String name) {
        return row.get(name) instanceof Number n ? Sizes.bytes(n.longValue()) : "?";
    }

    private static String coins(Map<?, ?> row, String name) {
        return Money.coins(Amount.parse(String.valueOf(row.get(name))));
    }

    private static String shortened(@Nullable Object id) {
        String text = String.valueOf(id);
        return text.length() <= SHORT ? text : text.substring(0, SHORT) + "…";
    }

    private static Object or(@Nullable Object value, String otherwise) {
        return value != null ? value : otherwise;
    }

    private static String seconds(@Nullable Object millis) {
        return millis instanceof Number n
                ? n.longValue() / 1_000 + "." + n.longValue() / 100 % 10 + " s"
                : "?";
    }
}
