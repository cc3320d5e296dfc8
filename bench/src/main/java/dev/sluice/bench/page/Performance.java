package dev.sluice.bench.page;

import dev.sluice.lab.Page;
import dev.sluice.lab.Quotes;
import dev.sluice.lab.TableQuotes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What {@code docs/performance.md} quotes: tables and plots of results, and from all results the
 * goals that were missed or held.
 */
public final class Performance implements Quotes {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Map<Path, String> plots = new LinkedHashMap<>();

    private Performance() {}

    /** The page of a clone in this folder. */
    public static Page page(Path root) {
        return new Page(root.resolve("docs/performance.md"), new Performance());
    }

    /** Makes the page anew. */
    public static void main(String[] arguments) throws IOException {
        page(Path.of(System.getProperty("sluice.root", "."))).refresh();
    }

    @Override
    public Map<Path, String> files() {
        return plots;
    }

    @Override
    public String quote(Path page, String kind, String file, String name) throws IOException {
        Path path = page.toAbsolutePath().resolveSibling(file).normalize();
        if (kind.equals("goals")) return goals(path, file, name.equals("held"));
        String benchmark = path.getFileName().toString().replace(".json", "");
        if (!Files.exists(path))
            return "Not recorded yet: `sluice bench " + benchmark + " --record`.\n";
        JsonNode result = read(path);
        return switch (kind) {
            case "table" -> table(benchmark, file, name, result);
            case "plot" -> plot(page, benchmark, name, result);
            default -> throw new IOException(page + " quotes a " + kind + ", which nothing has");
        };
    }

    private static String table(String benchmark, String file, String name, JsonNode result)
            throws IOException {
        JsonNode rows = Views.of(benchmark).tables(result).get(name);
        if (rows == null) throw new IOException(file + " has no table " + name);
        return TableQuotes.markdown(rows) + "\n\n" + TableQuotes.source(file, result) + "\n";
    }

    private String plot(Path page, String benchmark, String name, JsonNode result)
            throws IOException {
        Function<JsonNode, String> plot = Views.of(benchmark).plots().get(name);
        if (plot == null) throw new IOException(benchmark + " has no plot " + name);
        String file = "plots/" + benchmark + "-" + name + ".svg";
        plots.put(page.resolveSibling(file), plot.apply(result));
        return "![" + benchmark + ", " + name + "](" + file + ")\n";
    }

    private static String goals(Path results, String beside, boolean held) throws IOException {
        List<Map<String, Object>> rows = new ArrayList<>();
        for (Map.Entry<String, View> each : Views.all().entrySet()) {
            Path file = results.resolve(each.getKey() + ".json");
            if (!Files.exists(file)) continue;
            for (Goal goal : each.getValue().goals(read(file)))
                if (goal.held() == held)
                    rows.add(
                            Row.of("what", goal.what())
                                    .with("goal", (Object) goal.goal())
                                    .with("measured", (Object) goal.measured())
                                    .with("from", (Object) link(each.getKey(), beside))
                                    .cells());
        }
        return rows.isEmpty() ? "None.\n" : TableQuotes.markdown(JSON.valueToTree(rows)) + "\n";
    }

    private static String link(String benchmark, String results) {
        return "[%s](%s/%s.json)".formatted(benchmark, results, benchmark);
    }

    private static JsonNode read(Path file) throws IOException {
        return JSON.readTree(Files.readString(file));
    }
}
