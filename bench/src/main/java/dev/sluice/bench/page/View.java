package dev.sluice.bench.page;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** How the result of one benchmark is shown: its tables, plots and goals. */
final class View {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Map<String, Function<JsonNode, List<Row>>> tables = new LinkedHashMap<>();
    private final Map<String, Function<JsonNode, String>> plots = new LinkedHashMap<>();
    private Function<JsonNode, List<Goal>> goals = _ -> List.of();

    View table(String name, Function<JsonNode, List<Row>> rows) {
        tables.put(name, rows);
        return this;
    }

    /** A plot as SVG. */
    View plot(String name, Function<JsonNode, String> svg) {
        plots.put(name, svg);
        return this;
    }

    View goals(Function<JsonNode, List<Goal>> found) {
        goals = found;
        return this;
    }

    /** Its tables by name: those of its view, then those that the result has itself. */
    Map<String, JsonNode> tables(JsonNode result) {
        Map<String, JsonNode> found = new LinkedHashMap<>();
        tables.forEach(
                (name, rows) ->
                        found.put(
                                name,
                                JSON.valueToTree(
                                        rows.apply(result).stream().map(Row::cells).toList())));
        result.path("tables").properties().forEach(own -> found.put(own.getKey(), own.getValue()));
        found.values().removeIf(JsonNode::isEmpty);
        return found;
    }

    Map<String, Function<JsonNode, String>> plots() {
        return plots;
    }

    List<Goal> goals(JsonNode result) {
        return goals.apply(result);
    }
}
