package dev.sluice.bench.liars;

import dev.sluice.bench.Shop;
import dev.sluice.bench.Viewer;
import dev.sluice.chain.ledger.EvmLedger;
import dev.sluice.chain.local.LocalChain;
import dev.sluice.engine.consumer.Playback;
import dev.sluice.engine.consumer.PlaybackListener;
import dev.sluice.engine.consumer.PlaybackPlan;
import dev.sluice.engine.consumer.PlaybackResult;
import dev.sluice.engine.node.Home;
import dev.sluice.engine.store.RocksChannelStore;
import dev.sluice.payments.crypto.SecretKey;
import dev.sluice.payments.money.Amount;
import dev.sluice.streaming.content.ContentId;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * A creator, an honest seeder, one that stands behind liars, and a chain: on it plays are played,
 * each by a consumer that nobody knows.
 */
public final class Scene implements AutoCloseable {
    public static final int SLICES = 48;
    private static final int SLICE_BYTES = 64 << 10;
    private static final long PRICE_PER_MIB = 16_000_003;
    private static final int LIAR = 0;

    private final SecureRandom random = new SecureRandom();
    private final Deque<AutoCloseable> open = new ArrayDeque<>();
    private final Path directory;
    private final LocalChain chain;
    private final SecretKey wallet = SecretKey.random(random);
    private final EvmLedger ledger;
    private final Shop creator;
    private final Shop honest;
    private final Shop behind;
    private final RocksChannelStore behindChannels;
    private final ContentId content;
    private final byte[] sha256;
    private int plays;

    public Scene(Path directory, long seed) throws Exception {
        this.directory = directory;
        chain = opened(LocalChain.start());
        chain.fund(wallet.address(), Amount.of(BigInteger.TEN.pow(24)));
        ledger = opened(chain.ledger(wallet));
        creator = shop("creator", store("creator"));
        honest = shop("honest", store("honest"));
        behindChannels = store("behind");
        behind = shop("behind", behindChannels);
        byte[] film = new byte[SLICES * SLICE_BYTES];
        new SplittableRandom(seed).nextBytes(film);
        sha256 = sha256().digest(film);
        Path file = Files.write(directory.resolve("film.bin"), film);
        content = creator.publish(file, PRICE_PER_MIB, SLICE_BYTES);
        honest.mirror(content, creator.node().peerAddress());
        behind.mirror(content, creator.node().peerAddress());
    }

    private <T extends AutoCloseable> T opened(T part) {
        open.push(part);
        return part;
    }

    private RocksChannelStore store(String name) throws IOException {
        return opened(Home.at(directory.resolve(name)).channels());
    }

    private Shop shop(String name, RocksChannelStore channels) throws IOException {
        SecretKey key = SecretKey.random(random);
        chain.fund(key.address(), Amount.of(BigInteger.TEN.pow(18)));
        return opened(
                new Shop(chain.info(), Home.at(directory.resolve(name)), key, () -> channels, 0));
    }

    /**
     * What came of one play.
     *
     * @param failure why it did not come to its end, or nothing
     * @param dropped why the liar was dropped, or nothing
     * @param caughtNs from its first lie to that
     * @param liarSlices right slices that it brought
     * @param owedBaseUnits what they cost
     * @param earnedBaseUnits what it was paid
     */
    public record Outcome(
            @Nullable String failure,
            @Nullable String dropped,
            boolean rightSha256,
            long caughtNs,
            long liedBytes,
            long liarSlices,
            Amount owedBaseUnits,
            Amount earnedBaseUnits) {
        /** What it holds beyond the price of its right slices. */
        public Amount paidForLies() {
            return earnedBaseUnits.minusOrZero(owedBaseUnits);
        }
    }

    /** The liar is honest before slice {@code honestUntil}, so that it has earned something. */
    public Outcome play(Lie lie, long honestUntil) throws Exception {
        Amount before = earned();
        Path home = directory.resolve("viewer-" + ++plays);
        try (Viewer viewer =
                        new Viewer(home, content, creator.node().peerAddress(), wallet, ledger);
                LyingSeeder liar =
                        new LyingSeeder(
                                behind.node().peerAddress(), viewer.identity(), lie, honestUntil)) {
            PlaybackPlan plan =
                    viewer.prepare(List.of(liar.address(), honest.node().peerAddress()));
            Watcher watcher = new Watcher(liar);
            try (Playback playback =
                    viewer.play(plan, (_, plain, length) -> watcher.got(plain, length), watcher)) {
                PlaybackResult result = playback.result().join();
                plan.sources().forEach(PlaybackPlan.Source::rest);
                long slices = result.seederBytes().get(LIAR) / SLICE_BYTES;
                return new Outcome(
                        result.failure().map(Object::toString).orElse(null),
                        watcher.dropped,
                        Arrays.equals(sha256, watcher.digest.digest()),
                        watcher.droppedNs - liar.firstLieNs(),
                        watcher.liedBytes,
                        slices,
                        plan.price().seederFee(0, slices),
                        earned().minus(before));
            }
        }
    }

    /** On the playback's threads; read when it is over. */
    private static final class Watcher implements PlaybackListener {
        private final LyingSeeder liar;
        private final MessageDigest digest = sha256();
        private volatile @Nullable String dropped;
        private volatile long droppedNs;
        private volatile long liedBytes;

        Watcher(LyingSeeder liar) {
            this.liar = liar;
        }

        void got(byte[] plain, int length) {
            digest.update(plain, 0, length);
        }

        @Override
        public void seederDropped(int seeder, String why) {
            if (seeder != LIAR) return;
            droppedNs = System.nanoTime();
            liedBytes = liar.liedBytes();
            dropped = why;
        }
    }

    private Amount earned() {
        Amount[] sum = {Amount.ZERO};
        behindChannels.forEachPayee(record -> sum[0] = sum[0].plus(record.accepted()));
        return sum[0];
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() throws IOException {
        try {
            for (AutoCloseable part : open) part.close();
        } catch (IOException | RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IOException(e);
        }
    }
}
