package dev.sluice.bench.players;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What one player did with each work, and what was wrong with it. */
final class Report {
    private static final long NS_PER_MS = 1_000_000;

    private final String player;
    private final List<String> violations;
    private final List<Map<String, Object>> plays = new ArrayList<>();

    Report(String player, List<String> violations) {
        this.player = player;
        this.violations = violations;
    }

    /** Plays something, and what came of it. */
    interface Play {
        Map<String, Object> run() throws Exception;
    }

    void add(Film.Form form, String way, Play play) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("work", form.name());
        row.put("way", way);
        long startNs = System.nanoTime();
        try {
            row.putAll(play.run());
        } catch (Exception e) {
            row.put("failed", String.valueOf(e.getMessage()));
            wrong(form, way, String.valueOf(e.getMessage()));
        }
        row.put("millis", (System.nanoTime() - startNs) / NS_PER_MS);
        plays.add(row);
        System.err.println(player + " " + row);
    }

    /** Compares what a player made of the work with what it makes of the original. */
    <T> void same(Film.Form form, String way, String what, T played, T original) {
        if (!played.equals(original))
            wrong(form, way, what + " differ: " + brief(played) + ", original " + brief(original));
    }

    private static String brief(Object value) {
        String text = value instanceof List<?> list ? list.size() + " of them" : "" + value;
        return text.substring(0, Math.min(200, text.length()));
    }

    private void wrong(Film.Form form, String way, String why) {
        violations.add(player + ", " + form.name() + " " + way + ": " + why);
    }

    List<Map<String, Object>> plays() {
        return plays;
    }
}
