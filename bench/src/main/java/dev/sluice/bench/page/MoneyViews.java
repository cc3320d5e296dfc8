package dev.sluice.bench.page;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** Of the benchmarks of vouchers, stores and contract. */
final class MoneyViews {
    private MoneyViews() {}

    static View accepts() {
        return new View()
                .table("rates", MoneyViews::rates)
                .table("times", MoneyViews::times)
                .goals(
                        result ->
                                List.of(
                                        Goal.atLeast(
                                                "durable accepts a second on one core",
                                                15_000,
                                                result.at("/fast/acceptsPerSecond").asDouble()),
                                        Goal.below(
                                                "ms of a durable accept at a steady rate, p99",
                                                5,
                                                result.at("/steady/p99Micros").asDouble()
                                                        / 1_000)));
    }

    private static List<Row> rates(JsonNode result) {
        List<Row> rows = new ArrayList<>();
        for (String phase : List.of("fast", "steady"))
            rows.add(
                    Row.of("phase", phase)
                            .with("accepts/s", result.path(phase).path("acceptsPerSecond"))
                            .with("accepts", result.path(phase).path("accepts"))
                            .with("vouchers/commit", result.path(phase).path("vouchersPerCommit")));
        return rows;
    }

    private static List<Row> times(JsonNode result) {
        List<Row> rows = new ArrayList<>();
        JsonNode steady = result.path("steady");
        rows.add(times("an accept", steady));
        rows.add(times("– its commit", steady.path("commits")));
        rows.add(times("the bare disk, forced", steady.path("bareDisk")));
        rows.removeIf(row -> row.cells().get("p50, ms") instanceof String);
        return rows;
    }

    private static Row times(String what, JsonNode took) {
        return Row.of("at the steady rate", what)
                .thousandth("p50, ms", took.path("p50Micros"))
                .thousandth("p99, ms", took.path("p99Micros"))
                .thousandth("most, ms", took.path("maxMicros"));
    }

    static View micro() {
        return new View()
                .table(
                        "operations",
                        result -> StreamViews.each(result.path("results"), MoneyViews::operation))
                .goals(MoneyViews::gated);
    }

    private static Row operation(JsonNode row) {
        StringBuilder name =
                new StringBuilder(row.path("name").asString().replace("Benchmark.", " "));
        row.properties()
                .forEach(
                        cell -> {
                            if (!FIGURES.contains(cell.getKey()))
                                name.append(", ").append(cell.getValue().asString());
                        });
        return Row.of("operation", name.toString())
                .with("time", row.path("score"))
                .with("±", row.path("error"))
                .with("unit", row.path("unit"))
                .with("bytes allocated", row.path("bytesPerOperation"));
    }

    private static final List<String> FIGURES =
            List.of("name", "score", "error", "unit", "bytesPerOperation");

    private static List<Goal> gated(JsonNode result) {
        for (JsonNode row : result.path("results"))
            if (row.path("name").asString().equals("GateBenchmark.covered"))
                return List.of(
                        Goal.below(
                                "ns to gate a covered request",
                                1_000,
                                row.path("score").asDouble()),
                        Goal.below(
                                "bytes allocated for it",
                                1,
                                row.path("bytesPerOperation").asDouble()));
        return List.of();
    }

    static View crash() {
        return new View()
                .table("found", result -> figures(result, FOUND))
                .table("restart", result -> figures(result, RESTART))
                .goals(
                        result ->
                                List.of(
                                        Goal.atLeast(
                                                "kills in a recorded run",
                                                500,
                                                result.path("kills").asDouble()),
                                        Goal.none(
                                                "acknowledged vouchers lost",
                                                result.path("acknowledgedVouchersLost").asLong()),
                                        Goal.none(
                                                "exposures over the window",
                                                result.path("exposuresOverWindow").asLong()),
                                        Goal.none(
                                                "restarts of more than 2 s with 100,000 channels",
                                                result.path("restartsOverGoal").asLong())));
    }

    private static final List<String> FOUND =
            List.of(
                    "kills",
                    "channelsInStore",
                    "acknowledgedSlicesWorth",
                    "acknowledgedVouchersLost",
                    "exposuresOverWindow",
                    "largestPayeeExposureBaseUnits",
                    "largestPayerExposureBaseUnits");
    private static final List<String> RESTART =
            List.of(
                    "restarts",
                    "restartToServingMillisP50",
                    "restartToServingMillisP99",
                    "restartToServingMillisMax",
                    "restartCpuMillisP50",
                    "restartsOverGoal");

    static List<Row> figures(JsonNode result, List<String> names) {
        List<Row> rows = new ArrayList<>();
        for (String name : names)
            if (result.has(name)) rows.add(Row.of("figure", name).with("value", result.path(name)));
        return rows;
    }
}
