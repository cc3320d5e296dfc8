package dev.sluice.bench.crash;

import dev.sluice.bench.Handout;
import dev.sluice.bench.Shop;
import dev.sluice.bench.TemporaryDirectory;
import dev.sluice.chain.local.LocalChain;
import dev.sluice.engine.node.Home;
import dev.sluice.engine.store.RocksChannelStore;
import dev.sluice.lab.Machine;
import dev.sluice.lab.ResultFile;
import dev.sluice.payments.money.Amount;
import dev.sluice.streaming.content.ContentId;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.SplittableRandom;

/** The campaign: two thirds of the kills hit the seller, one third the player. */
public final class Crash {
    private static final int SLICE_BYTES = 1 << 16;
    private static final int SLICES = 512;
    private static final long PRICE_PER_MIB = 16_000_000;

    private final Path directory;
    private final LocalChain chain;
    private final SplittableRandom random;
    private final Findings findings = new Findings();

    private Crash(Path directory, LocalChain chain, long seed) {
        this.directory = directory;
        this.chain = chain;
        this.random = new SplittableRandom(seed);
    }

    /** Arguments: result file, kills, channels in the seller's store, seed. */
    public static void main(String[] arguments) throws Exception {
        Path result = Path.of(arguments[0]);
        int kills = Integer.parseInt(arguments[1]);
        int channels = Integer.parseInt(arguments[2]);
        long seed = Long.parseLong(arguments[3]);
        try (TemporaryDirectory directory = TemporaryDirectory.create("sluice-crash-");
                LocalChain chain = LocalChain.start()) {
            Crash crash = new Crash(directory.path(), chain, seed);
            Map<String, Object> report = crash.run(kills, channels);
            report.put("seed", seed);
            report.put("machine", Machine.describe(List.of()));
            ResultFile.write(result, report);
            if (!crash.findings.violations().isEmpty()) System.exit(6);
        }
    }

    private Map<String, Object> run(int kills, int channels) throws Exception {
        long startNs = System.nanoTime();
        ContentId content = open(channels);
        int ofPlayers = kills / 3;
        Java java = Java.prepare(directory);
        new SellerKills(java, directory, chain, content, tariff(), random, findings)
                .run(kills - ofPlayers);
        new PlayerKills(java, directory, chain, total(), random, findings).run(ofPlayers);
        Map<String, Object> report = new LinkedHashMap<>();
        report.put("benchmark", "crash");
        report.put("channelsInStore", channels);
        report.putAll(findings.report());
        report.put("seconds", (System.nanoTime() - startNs) / 1_000_000_000L);
        return report;
    }

    /** Publishes, and leaves behind a seller's home with a full store and a handout. */
    private ContentId open(int channels) throws IOException {
        Path film = directory.resolve("film.bin");
        byte[] bytes = new byte[SLICES * SLICE_BYTES];
        random.nextBytes(bytes);
        Files.write(film, bytes);
        Home home = Home.at(directory.resolve("seller"));
        chain.fund(SellerChild.wallet().address(), Amount.of(BigInteger.TEN.pow(20)));
        Handout handout = new Handout(new Properties());
        handout.chain(chain.info());
        ContentId content;
        try (RocksChannelStore store = home.channels()) {
            Filler.fill(store, 0, channels, chain.info().domain(), SellerChild.wallet().address());
            try (Shop shop = new Shop(chain.info(), home, SellerChild.wallet(), () -> store, 0)) {
                content = shop.publish(film, PRICE_PER_MIB, SLICE_BYTES);
                handout.put("node", shop.node().peerAddress());
                handout.put("port", shop.node().address().getPort());
                handout.put("content", content);
            }
        }
        handout.write(directory);
        return content;
    }

    private static long slicePrice() {
        return (PRICE_PER_MIB * SLICE_BYTES) >> 20;
    }

    private static Payer.Tariff tariff() {
        long fee = slicePrice() * 3_000 / 10_000;
        return new Payer.Tariff(fee, slicePrice() - fee, SLICES);
    }

    private static Amount total() {
        return Amount.of(slicePrice() * SLICES);
    }
}
