package dev.sluice.bench.page;

import dev.sluice.lab.Plot;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** Of the benchmark of more channels and more seeders. */
final class ScalingViews {
    private ScalingViews() {}

    static View scaling() {
        return new View()
                .table("channels", result -> StreamViews.each(channels(result), ScalingViews::size))
                .table("each", ScalingViews::perChannel)
                .table(
                        "seeders",
                        result ->
                                StreamViews.each(
                                        result.at("/seeders/steps"), ScalingViews::seeders))
                .plot("start", ScalingViews::start);
    }

    private static JsonNode channels(JsonNode result) {
        return result.at("/channels/steps");
    }

    private static Row size(JsonNode step) {
        return Row.of("channels", step.path("channels"))
                .mib("on disk, MiB", step.path("diskBytes"))
                .with("node serves after, ms", step.path("startToServingMillis"))
                .mib("node's heap, MiB", step.path("nodeHeapBytes"))
                .mib("resident, MiB", step.path("nodeResidentBytes"))
                .with("open store, ms", step.path("openMillis"))
                .with("read all, ms", step.path("scanMillis"))
                .with("read one, us", step.path("readMicros"))
                .with("vouchers made durable/s", step.path("rowsPerSecond"))
                .thousandth("commit p99, ms", step.path("commit").path("p99Micros"));
    }

    private static List<Row> perChannel(JsonNode result) {
        Map<String, String> names = new LinkedHashMap<>();
        names.put("diskBytes", "bytes on disk");
        names.put("nodeHeapBytes", "bytes of the node's heap");
        names.put("startToServingMillis", "us until the node serves");
        names.put("scanMillis", "us to read all");
        List<Row> rows = new ArrayList<>();
        names.forEach(
                (figure, name) -> {
                    JsonNode slope = result.at("/channels/perChannel").path(figure);
                    double value = slope.asDouble() * (figure.endsWith("Millis") ? 1_000 : 1);
                    if (!slope.isMissingNode())
                        rows.add(
                                Row.of("for each further channel", name)
                                        .with("value", (Object) (Math.round(value * 100) / 100.0)));
                });
        return rows;
    }

    private static Row seeders(JsonNode step) {
        return Row.of("seeders", step.path("seeders"))
                .with("MB/s", step.path("mbPerSecond"))
                .with("consumer, CPU s/GB", step.path("consumerCpuSecondsPerGb"))
                .with("seeders together, CPU s/GB", step.path("seederCpuSecondsPerGb"))
                .with("least used to an equal share", step.path("leastToEqualShare"))
                .mib("consumer resident, MiB", step.path("consumer").path("residentBytes"))
                .mib("each seeder resident, MiB", step.path("seederResidentBytes"))
                .with("last one serves after, ms", step.path("startToServingMillis"))
                .with("and has the work after, ms", step.path("mirrorMillis"));
    }

    private static String start(JsonNode result) {
        Map<String, String> lines = new LinkedHashMap<>();
        lines.put("startToServingMillis", "node serves");
        lines.put("openMillis", "store is open");
        lines.put("scanMillis", "all was read");
        List<Plot.Line> drawn = new ArrayList<>();
        lines.forEach(
                (figure, name) -> {
                    List<double[]> points = new ArrayList<>();
                    for (JsonNode step : channels(result))
                        points.add(
                                new double[] {
                                    step.path("channels").asDouble(), step.path(figure).asDouble()
                                });
                    drawn.add(new Plot.Line(name, points));
                });
        return Plot.lines("ms of a start", "channels in the store", drawn);
    }
}
