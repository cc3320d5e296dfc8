package dev.sluice.bench.page;

import dev.sluice.lab.Plot;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** Of the benchmarks that let things go wrong. */
final class FaultViews {
    private static final List<String> HELD =
            List.of("heapBytes", "liveBuffers", "lostBuffers", "descriptors", "threads", "streams");

    private FaultViews() {}

    static View adversaries() {
        return new View()
                .table("refusals", result -> counts(result.path("refusals"), "reason", "refused"))
                .goals(
                        result ->
                                List.of(
                                        Goal.atLeast(
                                                "replays tried",
                                                1_000_000,
                                                result.at("/attempts/replays").asDouble()),
                                        Goal.none(
                                                "replays and double spends accepted",
                                                result.path("accepted").asLong())));
    }

    private static List<Row> counts(JsonNode counts, String key, String value) {
        List<Row> rows = new ArrayList<>();
        counts.properties()
                .forEach(each -> rows.add(Row.of(key, each.getKey()).with(value, each.getValue())));
        return rows;
    }

    static View liars() {
        return new View()
                .table("lies", FaultViews::lies)
                .goals(
                        result ->
                                List.of(
                                        Goal.none(
                                                "lies that were paid, or never caught",
                                                result.path("violations").size())));
    }

    private static List<Row> lies(JsonNode result) {
        List<Row> rows = new ArrayList<>();
        result.properties()
                .forEach(
                        lie -> {
                            JsonNode of = lie.getValue();
                            if (of.has("caughtMillisP50"))
                                rows.add(
                                        Row.of("lie", lie.getKey())
                                                .with("caught", of.path("caught"))
                                                .with("p50, ms", of.path("caughtMillisP50"))
                                                .with("most, ms", of.path("caughtMillisMax"))
                                                .with(
                                                        "bytes in vain, p50",
                                                        of.path("bytesInVainP50"))
                                                .with("most", of.path("bytesInVainMax"))
                                                .with("paid for", of.path("paidForLiesBaseUnits")));
                        });
        return rows;
    }

    static View soak() {
        return new View()
                .table("rest", FaultViews::rest)
                .plot("heap", FaultViews::heap)
                .goals(
                        result ->
                                List.of(
                                        Goal.none(
                                                "leaks and failures of a soak of "
                                                        + result.path("secondsOfSoak").asString()
                                                        + " s",
                                                result.path("violations").size())));
    }

    private static List<Row> rest(JsonNode result) {
        List<Row> rows = new ArrayList<>();
        for (String figure : HELD)
            rows.add(
                    Row.of("held at rest", figure)
                            .with("seeder before", result.at("/before/seeder/" + figure))
                            .with("after", result.at("/after/seeder/" + figure))
                            .with("consumers before", result.at("/before/consumers/" + figure))
                            .with("and after", result.at("/after/consumers/" + figure)));
        return rows;
    }

    private static String heap(JsonNode result) {
        List<Plot.Line> lines = new ArrayList<>();
        for (String of : List.of("seeder", "consumers")) {
            List<double[]> points = new ArrayList<>();
            for (JsonNode sample : result.path("samples"))
                points.add(
                        new double[] {
                            sample.path("second").asDouble() / 60,
                            sample.path(of).path("heapBytes").asDouble() / (1 << 20)
                        });
            lines.add(new Plot.Line(of, points));
        }
        return Plot.lines("heap in use after a collection, MiB", "minutes", lines);
    }

    static View simulation() {
        List<String> names = List.of("worlds", "events", "checks", "violations", "seconds");
        return new View()
                .table("worlds", result -> MoneyViews.figures(result, names))
                .goals(
                        result ->
                                List.of(
                                        Goal.atLeast(
                                                "simulated worlds in a recorded run",
                                                100_000,
                                                result.path("worlds").asDouble()),
                                        Goal.none(
                                                "promises broken in simulated worlds",
                                                result.path("violations").asLong())));
    }

    static View invariants() {
        return new View()
                .table(
                        "campaigns",
                        result ->
                                StreamViews.each(
                                        result.path("campaigns"),
                                        campaign ->
                                                Row.of("invariant", campaign.path("invariant"))
                                                        .with("calls", campaign.path("calls"))
                                                        .with("passed", campaign.path("passed"))))
                .goals(
                        result ->
                                List.of(
                                        Goal.atLeast(
                                                "random calls on the contract",
                                                1_000_000,
                                                result.path("calls").asDouble()),
                                        Goal.none(
                                                "invariants of the contract broken",
                                                result.path("violations").asLong())));
    }

    static View differential() {
        List<String> names = List.of("trials", "calls", "taken", "refused", "divergences");
        return new View()
                .table("trials", result -> MoneyViews.figures(result, names))
                .goals(
                        result ->
                                List.of(
                                        Goal.none(
                                                "divergences of contract and model",
                                                result.path("divergences").asLong())));
    }
}
