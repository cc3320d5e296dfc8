package dev.sluice.bench.house;

import dev.sluice.bench.Throughput;
import dev.sluice.bench.crash.Crash;
import dev.sluice.bench.crowd.Crowd;
import dev.sluice.bench.first.FirstTouch;
import dev.sluice.bench.house.Benchmark.Form;
import dev.sluice.bench.liars.Liars;
import dev.sluice.bench.link.LossyPlay;
import dev.sluice.bench.micro.Micro;
import dev.sluice.bench.peers.Peers;
import dev.sluice.bench.players.Players;
import dev.sluice.bench.scaling.Scaling;
import dev.sluice.bench.settlement.Settlement;
import dev.sluice.bench.soak.Soak;
import dev.sluice.bench.till.Accepts;
import dev.sluice.bench.till.Adversaries;
import java.util.List;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** All benchmarks, by name. A new one is a line here. */
final class Registry {
    static final List<Benchmark> ALL =
            List.of(
                    Benchmark.of(
                                    "accepts",
                                    Accepts.class,
                                    "durable accepts of vouchers on one core, and their latency",
                                    "seconds of a phase",
                                    Form.of("10", 150),
                                    Form.of("1", 20))
                            .onOneCore(),
                    Benchmark.of(
                            "adversaries",
                            Adversaries.class,
                            "replays and double spends against 64 payees: none may be accepted",
                            "attempts of each kind",
                            Form.of("1000000", 80),
                            Form.of("20000", 10)),
                    Benchmark.of(
                                    "crash",
                                    Crash.class,
                                    "real processes killed while they stream: nothing acknowledged may be lost",
                                    "kills, channels in the store, seed",
                                    Form.of("500 100000 17", 900),
                                    Form.of("50 10000 17", 90))
                            .onlyByName()
                            .unless(Registry::killed),
                    Benchmark.of(
                            "crowd",
                            Crowd.class,
                            "one seeder and ever more consumers: their shares, and what each costs",
                            "seconds of a step, MiB of the work, seed, consumers of each step",
                            Form.of("30 512 17 10 50 100 200", 240),
                            Form.of("2 16 17 12", 20)),
                    Benchmark.of(
                                    "first",
                                    FirstTouch.class,
                                    "how soon a node that is up plays, and is elsewhere after a seek",
                                    "plays, seeks",
                                    Form.of("250 250", 60),
                                    Form.of("20 20", 20))
                            .unless(Registry::touched),
                    Benchmark.of(
                            "liars",
                            Liars.class,
                            "lying seeders of each kind: how soon each is caught, what its lies cost",
                            "plays, seed",
                            Form.of("100 17", 60),
                            Form.of("6 17", 15)),
                    Benchmark.of(
                            "link",
                            LossyPlay.class,
                            "media from four seeders over slow and lossy links",
                            "seconds of media, starts, seed",
                            Form.of("60 20 17", 150),
                            Form.of("6 1 17", 30)),
                    Benchmark.of(
                                    "micro",
                                    Micro.class,
                                    "what single operations cost, and allocate",
                                    "milliseconds of an iteration, forks",
                                    Form.of("500 2", 170),
                                    Form.of("100 1", 30))
                            .unless(Registry::allocated),
                    Benchmark.of(
                            "peers",
                            Peers.class,
                            "side by side with libtorrent, WebTorrent, Hyperdrive and HTTPS",
                            "MiB of the file, transfers of each",
                            Form.of("512 6", 240),
                            Form.of("16 2", 40)),
                    Benchmark.of(
                                    "players",
                                    Players.class,
                                    "players that others made, on a gateway: each frame as in the original",
                                    "seconds of the film",
                                    Form.of("40", 300),
                                    Form.of("6", 90))
                            .unless(Registry::played),
                    Benchmark.of(
                            "scaling",
                            Scaling.class,
                            "what each further channel in a store costs, and each further seeder",
                            "commits of a step, channels of each, MiB of the work, rounds, seeders",
                            Form.of("1000 1000,10000,100000,1000000 256 3 1,2,4,8", 300),
                            Form.of("20 1000 16 1 1", 20)),
                    Benchmark.of(
                                    "settlement",
                                    Settlement.class,
                                    "vouchers claimed in batches on a chain with a block a second",
                                    "rounds, blocks until final, claims of each batch",
                                    Form.of("3 64 1 4 16 64 128 512", 200),
                                    Form.of("1 2 1 8", 20))
                            .unless(Registry::settled),
                    Benchmark.of(
                                    "soak",
                                    Soak.class,
                                    "seeks, departures and kills for twenty minutes: what is left of them",
                                    "seconds, seed",
                                    Form.of("1200 17", 1_500),
                                    Form.of("12 17", 60))
                            .onlyByName(),
                    Benchmark.of(
                                    "throughput",
                                    Throughput.class,
                                    "the paid stream, by either hash, beside the free one, bare QUIC, and TLS on TCP",
                                    "MiB of a round, rounds, KiB of a slice, rounds before at most",
                                    Form.of("1024 9 256 20", 700),
                                    Form.of("32 1 256 2", 60))
                            .unless(Registry::streamed));

    private Registry() {}

    /**
     * The one with this name.
     *
     * @throws IllegalArgumentException if there is none, with those that are
     */
    static Benchmark named(String name) {
        return ALL.stream()
                .filter(benchmark -> benchmark.name().equals(name))
                .findFirst()
                .orElseThrow(
                        () ->
                                new IllegalArgumentException(
                                        "no benchmark is called "
                                                + name
                                                + "; there are "
                                                + names()));
    }

    private static String names() {
        return ALL.stream().map(Benchmark::name).collect(Collectors.joining(", "));
    }

    private static String streamed(JsonNode result) {
        for (String ratio : List.of("paidToRaw", "paidToFree", "freeToRaw"))
            if (!(result.path(ratio).asDouble() > 0)) return ratio + " is " + result.path(ratio);
        return "";
    }

    private static String allocated(JsonNode result) {
        for (JsonNode row : result.path("results"))
            if (row.path("name").asString().equals("GateBenchmark.covered"))
                return row.path("bytesPerOperation").asDouble() < 1
                        ? ""
                        : "a covered request allocates " + row.path("bytesPerOperation");
        return "nothing tells what a covered request allocates";
    }

    private static String killed(JsonNode result) {
        return result.path("kills").asInt() >= 45 ? "" : "only " + result.path("kills") + " kills";
    }

    private static String played(JsonNode result) {
        return result.path("violations").isEmpty() ? "" : result.path("violations").toString();
    }

    private static String settled(JsonNode result) {
        return result.path("failures").isEmpty() ? "" : result.path("failures").toString();
    }

    private static String touched(JsonNode result) {
        for (String what : List.of("play", "seek"))
            if (!(result.path(what).path("p50Micros").asLong() > 0))
                return what + " took " + result.path(what).path("p50Micros") + " us";
        return "";
    }
}
