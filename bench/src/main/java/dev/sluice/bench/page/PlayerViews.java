package dev.sluice.bench.page;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** Of the players that others made. */
final class PlayerViews {
    private PlayerViews() {}

    static View players() {
        return new View()
                .table("players", PlayerViews::rows)
                .goals(
                        result ->
                                List.of(
                                        Goal.none(
                                                "plays by others' players unlike the original",
                                                result.path("violations").size())));
    }

    private static List<Row> rows(JsonNode result) {
        List<Row> rows = new ArrayList<>();
        for (JsonNode player : result.path("players")) {
            Set<String> ways = new LinkedHashSet<>();
            Set<String> works = new LinkedHashSet<>();
            for (JsonNode play : player.path("plays")) {
                ways.add(play.path("way").asString());
                works.add(play.path("work").asString());
            }
            rows.add(
                    Row.of("player", player.path("player"))
                            .with("version", (Object) version(player.path("version").asString()))
                            .with("by", (Object) String.join(", ", ways))
                            .with("works", (Object) String.join(", ", works))
                            .with("plays", (Object) player.path("plays").size())
                            .with(
                                    "unlike the original",
                                    (Object) unlike(result, player.path("player").asString())));
        }
        return rows;
    }

    /** The first word that is a number. */
    private static String version(String told) {
        for (String word : told.split(" ", -1))
            if (!word.isEmpty() && Character.isDigit(word.charAt(0))) return word;
        return told.isEmpty() ? "not installed" : told;
    }

    private static long unlike(JsonNode result, String player) {
        long found = 0;
        for (JsonNode violation : result.path("violations"))
            if (violation.asString().startsWith(player + ",")) found++;
        return found;
    }
}
