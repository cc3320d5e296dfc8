package dev.sluice.bench.page;

import dev.sluice.lab.Plot;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;

/** Of the benchmarks of the stream. */
final class StreamViews {
    private static final List<String> KINDS = List.of("tls", "raw", "free", "paid", "paidBlake3");

    private StreamViews() {}

    static View throughput() {
        return new View()
                .table("ordinary", result -> kinds(result.path("ordinary")))
                .table("loopback", result -> kinds(result.path("loopback")))
                .table("ratios", StreamViews::ratios)
                .table("parts", StreamViews::parts)
                .plot("speed", StreamViews::speed)
                .goals(
                        result ->
                                List.of(
                                        Goal.atLeast(
                                                "paid stream to bare QUIC (`paidToRaw`)",
                                                0.70,
                                                result.path("paidToRaw").asDouble()),
                                        Goal.atLeast(
                                                "paid stream to free stream (`paidToFree`)",
                                                0.97,
                                                result.path("paidToFree").asDouble())));
    }

    private static List<Row> kinds(JsonNode result) {
        List<Row> rows = new ArrayList<>();
        for (String kind : KINDS) {
            JsonNode of = result.path(kind);
            if (of.isMissingNode()) continue;
            rows.add(
                    Row.of("stream", kind)
                            .with("MB/s", of.path("mbPerSecond"))
                            .with("server, CPU s/GB", of.at("/serverCpuSecondsPerGb/total"))
                            .with("client, CPU s/GB", of.at("/clientCpuSecondsPerGb/total"))
                            .with("vouchers/GB", of.path("vouchersPerGb")));
        }
        return rows;
    }

    private static List<Row> ratios(JsonNode result) {
        List<Row> rows = new ArrayList<>();
        for (String ratio : List.of("paidToRaw", "paidToFree", "paidBlake3ToRaw", "freeToRaw")) {
            if (!result.path("ordinary").has(ratio)) continue;
            rows.add(
                    Row.of("ratio", ratio)
                            .with("packets of 1,350 bytes", result.path("ordinary").path(ratio))
                            .with("each round", each(result.path("ordinary"), ratio))
                            .with("packets of 16,000 bytes", result.path("loopback").path(ratio))
                            .with("each round there", each(result.path("loopback"), ratio)));
        }
        return rows;
    }

    private static String each(JsonNode result, String ratio) {
        List<String> rounds = new ArrayList<>();
        result.path(ratio + "Each").forEach(round -> rounds.add(round.asString()));
        return String.join(" ", rounds);
    }

    /** What each thread of the paid stream took, and of the free one beside it. */
    private static List<Row> parts(JsonNode result) {
        List<Row> rows = new ArrayList<>();
        for (String side : List.of("server", "client")) {
            JsonNode paid = result.at("/ordinary/paid/" + side + "CpuSecondsPerGb");
            JsonNode free = result.at("/ordinary/free/" + side + "CpuSecondsPerGb");
            JsonNode raw = result.at("/ordinary/raw/" + side + "CpuSecondsPerGb");
            JsonNode blake3 = result.at("/ordinary/paidBlake3/" + side + "CpuSecondsPerGb");
            for (String part : new TreeSet<>(paid.propertyNames())) {
                Row row =
                        Row.of("side", side)
                                .with("part", part)
                                .with("bare, CPU s/GB", raw.path(part))
                                .with("free, CPU s/GB", free.path(part))
                                .with("paid, CPU s/GB", paid.path(part));
                if (!blake3.isMissingNode())
                    row = row.with("paid of BLAKE3, CPU s/GB", blake3.path(part));
                rows.add(row);
            }
        }
        return rows;
    }

    private static String speed(JsonNode result) {
        List<Plot.Bar> bars = new ArrayList<>();
        for (String packets : List.of("ordinary", "loopback"))
            for (String kind : KINDS) {
                JsonNode of = result.path(packets).path(kind);
                if (of.isMissingNode()) continue;
                String bytes = result.path(packets).path("datagramPayloadBytes").asString();
                String label = kind.equals("tls") ? "TLS on TCP" : kind + ", " + bytes + " bytes";
                bars.add(new Plot.Bar(label, of.path("mbPerSecond").asDouble()));
            }
        return Plot.bars("MB/s over loopback, one seeder, two processes on two cores", bars);
    }

    static View first() {
        return new View()
                .table("times", StreamViews::times)
                .goals(
                        result ->
                                List.of(
                                        goal(result, "play", "p50", 30),
                                        goal(result, "play", "p99", 100),
                                        goal(result, "seek", "p50", 50)));
    }

    private static Goal goal(JsonNode result, String what, String part, int millis) {
        double micros = result.path(what).path(part + "Micros").asDouble();
        return Goal.below(
                "ms from `" + what + "` to the first slice, " + part, millis, micros / 1_000);
    }

    private static List<Row> times(JsonNode result) {
        List<Row> rows = new ArrayList<>();
        for (String what : List.of("play", "manifest", "prepare", "show", "stream", "seek"))
            if (result.has(what))
                rows.add(
                        Row.of("", what.equals("play") || what.equals("seek") ? what : "– " + what)
                                .thousandth("p50, ms", result.path(what).path("p50Micros"))
                                .thousandth("p99, ms", result.path(what).path("p99Micros"))
                                .thousandth("most, ms", result.path(what).path("maxMicros")));
        return rows;
    }

    static View crowd() {
        return new View()
                .table("steps", result -> each(result.path("steps"), StreamViews::step))
                .table("each", StreamViews::perConsumer)
                .plot("rate", StreamViews::rate)
                .goals(
                        result ->
                                List.of(
                                        Goal.none(
                                                "failures in a crowd",
                                                result.path("failures").size()),
                                        Goal.atMost(
                                                "MiB a seeder holds for each of the most consumers",
                                                2,
                                                mib(last(result.path("steps"))))));
    }

    private static Row step(JsonNode step) {
        return Row.of("consumers", step.path("consumers"))
                .with("MB/s in all", step.path("mbPerSecondInAll"))
                .with("least", step.path("mbPerSecondLeast"))
                .with("most", step.path("mbPerSecondMost"))
                .with("least to most", step.path("leastToMost"))
                .with("Jain", step.path("jain"))
                .with("seeder, CPU s/GB", step.path("seederCpuSecondsPerGb"))
                .mib("MiB for each", step.path("residentBytesPerConsumer"));
    }

    /** By the slope over the steps. */
    private static List<Row> perConsumer(JsonNode result) {
        JsonNode each = result.path("perConsumer");
        return List.of(
                Row.of("of the seeder, for each further consumer", "memory resident")
                        .with("bytes", each.path("residentBytes")),
                Row.of("of the seeder, for each further consumer", "– on the heap")
                        .with("bytes", each.path("heapBytes")),
                Row.of("of the seeder, for each further consumer", "– in packet buffers")
                        .with("bytes", each.path("transportPoolBytes")));
    }

    private static JsonNode last(JsonNode steps) {
        return steps.path(steps.size() - 1);
    }

    private static double mib(JsonNode step) {
        return Math.round(step.path("residentBytesPerConsumer").asDouble() / 10_485.76) / 100.0;
    }

    private static String rate(JsonNode result) {
        List<double[]> points = new ArrayList<>();
        for (JsonNode step : result.path("steps"))
            points.add(
                    new double[] {
                        step.path("consumers").asDouble(), step.path("mbPerSecondInAll").asDouble()
                    });
        return Plot.lines(
                "MB/s of one seeder, all consumers together",
                "consumers",
                List.of(new Plot.Line("in all", points)));
    }

    static List<Row> each(JsonNode rows, java.util.function.Function<JsonNode, Row> row) {
        List<Row> found = new ArrayList<>();
        rows.forEach(one -> found.add(row.apply(one)));
        return found;
    }

    static View link() {
        return new View()
                .table("play", StreamViews::played)
                .table("starts", StreamViews::starts)
                .goals(
                        result ->
                                List.of(
                                        Goal.below(
                                                "percent of the time stalled on lossy links",
                                                1,
                                                result.path("stalledPercent").asDouble()),
                                        Goal.below(
                                                "percent of the bytes received twice",
                                                2,
                                                result.path("receivedTwicePercent").asDouble()),
                                        Goal.below(
                                                "ms to start after the connection, p95",
                                                1_000,
                                                result.path("startMillisP95").asDouble())));
    }

    private static List<Row> played(JsonNode result) {
        List<Row> rows = new ArrayList<>();
        for (String figure :
                List.of(
                        "mediaBitsPerSecond",
                        "linkBitsPerSecond",
                        "roundTripMillis",
                        "lostPercentEachWay",
                        "stalledPercent",
                        "receivedTwicePercent",
                        "datagramsOverMediaPercent",
                        "goodputByRateBitsPerSecond",
                        "goodputByLossBitsPerSecond"))
            rows.add(Row.of("figure", figure).with("value", result.path(figure)));
        return rows;
    }

    private static List<Row> starts(JsonNode result) {
        List<Row> rows = new ArrayList<>();
        for (String what : List.of("connectedMillis", "firstSliceMillis", "startMillis"))
            if (result.has(what + "P50"))
                rows.add(
                        Row.of("", what.replace("Millis", ""))
                                .with("p50, ms", result.path(what + "P50"))
                                .with("p95, ms", result.path(what + "P95"))
                                .with("most, ms", result.path(what + "Max"))
                                .with("cold, ms", result.path(what + "Cold")));
        return rows;
    }
}
