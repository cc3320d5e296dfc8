package dev.sluice.bench.link;

import dev.sluice.bench.Cast;
import dev.sluice.bench.TemporaryDirectory;
import dev.sluice.bench.Worker;
import dev.sluice.chain.local.LocalChain;
import dev.sluice.lab.Machine;
import dev.sluice.lab.ResultFile;
import dev.sluice.streaming.quic.Datagrams.Congestion;
import dev.sluice.streaming.text.PeerAddress;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Media played from four seeders over slow and lossy links, of whom one falls silent for a while
 * and one is killed; and how soon a player begins.
 */
public final class LossyPlay {
    private static final int SEEDERS = 4;
    private static final long PRICE_PER_MIB = 16_000_000;
    private static final int SLICE_BYTES = 256 << 10;
    private static final int STALLS = 1;
    private static final int LEAVES = 3;
    private static final long MEDIA_BITS_PER_SECOND = 8_000_000;
    private static final long NS_PER_MS = 1_000_000;
    private static final Link.Terms TERMS =
            new Link.Terms(20_000_000, 25 * NS_PER_MS, 10_000, 100 * NS_PER_MS);
    private static final List<String> FLAGS =
            List.of(
                    "--enable-native-access=ALL-UNNAMED",
                    "--sun-misc-unsafe-memory-access=allow",
                    "-XX:+UseSerialGC",
                    "-Xmx512m");

    private final Path directory;
    private final int seconds;
    private final SplittableRandom seeds;
    private final List<Worker> nodes = new ArrayList<>();
    private final List<Relay> relays = new ArrayList<>();
    private final Map<String, Object> report = new LinkedHashMap<>();
    private boolean failed;

    private LossyPlay(Path directory, int seconds, long seed) {
        this.directory = directory;
        this.seconds = seconds;
        this.seeds = new SplittableRandom(seed);
    }

    /** Arguments: result file, seconds of media, starts, seed. */
    public static void main(String[] arguments) throws Exception {
        int seconds = Integer.parseInt(arguments[1]);
        int starts = Integer.parseInt(arguments[2]);
        long seed = Long.parseLong(arguments[3]);
        try (TemporaryDirectory directory = TemporaryDirectory.create("sluice-link-");
                LocalChain chain = LocalChain.start()) {
            LossyPlay bench = new LossyPlay(directory.path(), seconds, seed);
            bench.terms();
            bench.report.put("seed", seed);
            try {
                bench.open(chain);
                bench.goodput();
                if (starts > 0) bench.starts(starts);
                bench.play();
            } finally {
                bench.close();
            }
            bench.report.put("machine", Machine.describe(FLAGS));
            ResultFile.write(Path.of(arguments[0]), bench.report);
            if (bench.failed) System.exit(6);
        }
    }

    private void terms() {
        report.put("benchmark", "link");
        report.put("network", "relays in user space on loopback, one for each node");
        report.put("seeders", SEEDERS);
        report.put("mediaSeconds", seconds);
        report.put("mediaBitsPerSecond", MEDIA_BITS_PER_SECOND);
        report.put("linkBitsPerSecond", TERMS.bitsPerSecond());
        report.put("roundTripMillis", 2 * TERMS.delayNs() / NS_PER_MS);
        report.put("lostPercentEachWay", TERMS.lostPerMillion() / 1e4);
        report.put("queueMillis", TERMS.queueNs() / NS_PER_MS);
    }

    /** The creator, who sells the keys, and the seeders, who have the work from it. */
    private void open(LocalChain chain) throws IOException {
        Cast cast = new Cast(directory, chain, FLAGS);
        for (int i = 0; i <= SEEDERS; i++) nodes.add(cast.shop("node-" + i));
        String content =
                nodes.getFirst()
                        .ask(Cast.publish(film(), PRICE_PER_MIB, SLICE_BYTES, seconds * 1_000L));
        List<PeerAddress> addresses = new ArrayList<>();
        for (Worker node : nodes) {
            PeerAddress address = PeerAddress.parse(node.ask("address"));
            if (!addresses.isEmpty())
                node.ask("mirror " + content + " " + nodes.getFirst().ask("address"));
            Relay relay =
                    new Relay(
                            new InetSocketAddress(address.host(), address.port()),
                            TERMS,
                            seeds.nextLong());
            relays.add(relay);
            addresses.add(
                    new PeerAddress(address.host(), relay.address().getPort(), address.peer()));
        }
        cast.tell(content, addresses);
        cast.tell("bitsPerSecond", MEDIA_BITS_PER_SECOND);
    }

    /** Either over a link of its own, with the same chances. */
    private void goodput() throws Exception {
        long seed = seeds.nextLong();
        double byRate = Goodput.bitsPerSecond(TERMS, Congestion.BY_RATE, seed);
        double byLoss = Goodput.bitsPerSecond(TERMS, Congestion.BY_LOSS, seed);
        report.put("goodputByRateBitsPerSecond", Math.round(byRate));
        report.put("goodputByLossBitsPerSecond", Math.round(byLoss));
        report.put("goodputByRateToByLoss", Math.round(byRate / byLoss * 100) / 100.0);
    }

    private Path film() throws IOException {
        byte[] bytes = new byte[Math.toIntExact(seconds * MEDIA_BITS_PER_SECOND / 8)];
        seeds.nextBytes(bytes);
        return Files.write(directory.resolve("film.bin"), bytes);
    }

    private Worker viewer(String name) throws IOException {
        return new Worker(ViewerChild.class, FLAGS, List.of(directory.toString(), name));
    }

    /** One consumer that comes again and again; its first time is among them. */
    private void starts(int count) throws IOException {
        List<Double> connected = new ArrayList<>();
        List<Double> first = new ArrayList<>();
        List<Double> begun = new ArrayList<>();
        try (Worker viewer = viewer("viewer-starts")) {
            for (int i = 0; i < count; i++) {
                viewer.ask("prepare");
                JsonNode start = ask(viewer, "start");
                connected.add(start.get("connectedMillis").doubleValue());
                first.add(start.get("firstSliceMillis").doubleValue());
                begun.add(start.get("startMillis").doubleValue());
            }
        }
        report.put("starts", count);
        percentiles("connectedMillis", connected);
        percentiles("firstSliceMillis", first);
        percentiles("startMillis", begun);
    }

    private void percentiles(String name, List<Double> values) {
        List<Double> sorted = values.stream().sorted().toList();
        report.put(name + "P50", sorted.get((sorted.size() - 1) / 2));
        report.put(name + "P95", sorted.get(Math.ceilDiv(sorted.size() * 95, 100) - 1));
        report.put(name + "Max", sorted.getLast());
        report.put(name + "Cold", values.getFirst());
    }

    private JsonNode ask(Worker viewer, String what) throws IOException {
        String line = viewer.ask(what);
        System.err.println(what + " " + line);
        JsonNode answer = JsonMapper.builder().build().readTree(line);
        failed |= answer.has("failure");
        return answer;
    }

    /** By a consumer that nobody knows, in a process that was just started. */
    private void play() throws Exception {
        long silentMs = seconds * 1_000L / 6;
        long before = relays.stream().mapToLong(Relay::deliveredBytes).sum();
        JsonNode played;
        try (Worker viewer = viewer("viewer-play")) {
            viewer.ask("prepare");
            Thread trouble = Thread.ofVirtual().start(() -> trouble(silentMs));
            played = ask(viewer, "play");
            trouble.join();
        }
        long received = relays.stream().mapToLong(Relay::deliveredBytes).sum() - before;
        long delivered = played.get("deliveredBytes").longValue();
        long twice = played.get("receivedTwiceBytes").longValue();
        Map<String, Object> play = new LinkedHashMap<>();
        play.put("silentMillis", silentMs);
        played.properties().forEach(figure -> play.put(figure.getKey(), figure.getValue()));
        play.put("datagramBytes", received);
        report.put("stalledPercent", played.get("stalledMillis").doubleValue() / seconds / 10);
        report.put("receivedTwicePercent", percent(twice, delivered));
        report.put("datagramsOverMediaPercent", percent(received - delivered, delivered));
        report.put("play", play);
    }

    private static double percent(long part, long whole) {
        return whole == 0 ? 0 : Math.round(part * 10_000.0 / whole) / 100.0;
    }

    /** One seeder falls silent after a sixth of the time; another is killed at half of it. */
    private void trouble(long silentMs) {
        try {
            Thread.sleep(seconds * 1_000L / 6);
            relays.get(STALLS).silence(silentMs * NS_PER_MS);
            Thread.sleep(seconds * 1_000L / 3);
            nodes.get(LEAVES).kill();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void close() throws IOException {
        for (Worker node : nodes) node.close();
        for (Relay relay : relays) relay.close();
    }
}
