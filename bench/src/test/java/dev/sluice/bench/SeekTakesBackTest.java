package dev.sluice.bench;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.chain.ledger.EvmLedger;
import dev.sluice.chain.local.LocalChain;
import dev.sluice.engine.consumer.Playback;
import dev.sluice.engine.consumer.PlaybackListener;
import dev.sluice.engine.consumer.PlaybackPlan;
import dev.sluice.engine.consumer.PlaybackResult;
import dev.sluice.engine.node.Home;
import dev.sluice.engine.payee.GateReport;
import dev.sluice.engine.session.Duplicates;
import dev.sluice.engine.session.Span;
import dev.sluice.engine.store.RocksChannelStore;
import dev.sluice.payments.crypto.SecretKey;
import dev.sluice.payments.money.Amount;
import dev.sluice.payments.rules.PayerChannel;
import dev.sluice.streaming.content.ContentId;
import dev.sluice.streaming.quic.Rates;
import dev.sluice.streaming.quic.TransportSettings;
import dev.sluice.streaming.text.PeerAddress;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Over QUIC: a request whose answer is not wanted any more is taken back, and both sides count the
 * same to the last base unit (I2, I3).
 */
final class SeekTakesBackTest {
    private static final int SLICE_BYTES = 64 << 10;
    private static final int SLICES = 160;
    private static final long PRICE_PER_MIB = 16_000_003;
    private static final long DURATION_MS = SLICES * 20L;
    private static final int SOME = 60;

    /** 64 slices a second: of those that are under way nearly all wait at the seeder. */
    private static final Rates PACED = new Rates(64 * SLICE_BYTES, 0);

    @TempDir static Path directory;

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final Deque<AutoCloseable> OPEN = new ArrayDeque<>();
    private static final SecretKey WALLET = SecretKey.random(RANDOM);
    private static final byte[] FILM = new byte[SLICES * SLICE_BYTES];
    private static LocalChain chain;
    private static EvmLedger ledger;
    private static Shop creator;
    private static Shop paced;
    private static ContentId content;

    @BeforeAll
    static void open() throws Exception {
        chain = opened(LocalChain.start());
        chain.fund(WALLET.address(), Amount.of(BigInteger.TEN.pow(24)));
        ledger = opened(chain.ledger(WALLET));
        creator = shop("creator", Rates.UNLIMITED);
        paced = shop("paced", PACED);
        new SplittableRandom(17).nextBytes(FILM);
        Path film = Files.write(directory.resolve("film.bin"), FILM);
        content = creator.publish(film, PRICE_PER_MIB, SLICE_BYTES, DURATION_MS);
        paced.mirror(content, creator.node().peerAddress());
    }

    private static <T extends AutoCloseable> T opened(T part) {
        OPEN.push(part);
        return part;
    }

    private static Shop shop(String name, Rates rates) throws Exception {
        SecretKey key = SecretKey.random(RANDOM);
        chain.fund(key.address(), Amount.of(BigInteger.TEN.pow(18)));
        Home home = Home.at(directory.resolve(name));
        RocksChannelStore channels = opened(home.channels());
        TransportSettings transport = TransportSettings.defaults().with(rates);
        return opened(new Shop(chain.info(), home, key, () -> channels, 0, transport));
    }

    @AfterAll
    static void close() throws Exception {
        for (AutoCloseable part : OPEN) part.close();
    }

    private static Viewer viewer(String name) throws Exception {
        PeerAddress keys = creator.node().peerAddress();
        return new Viewer(directory.resolve(name), content, keys, WALLET, ledger);
    }

    /** What a player got. */
    private static final class Screen implements PlaybackListener {
        private final byte[] film = new byte[FILM.length];
        private final CompletableFuture<Void> some = new CompletableFuture<>();
        private final CompletableFuture<Void> all = new CompletableFuture<>();

        void show(long index, byte[] plain, int length) {
            System.arraycopy(plain, 0, film, Math.toIntExact(index) * SLICE_BYTES, length);
            if (index == SLICES - 1) all.complete(null);
        }

        @Override
        public void delivered(long slices, long bytes) {
            if (slices == SOME) some.complete(null);
        }
    }

    private static PayerChannel money(PlaybackPlan.Source source) {
        return Objects.requireNonNull(source.channel());
    }

    /** The channel of a viewer as its payee's gate counts it. */
    private static GateReport.Row gate(PlaybackPlan.Source source) throws Exception {
        return paced.node().status(64).get(10, TimeUnit.SECONDS).gate().recent().stream()
                .filter(row -> row.channel().equals(money(source).id()))
                .findFirst()
                .orElseThrow();
    }

    /** The payer, the gate and what was brought agree; so much is on the channel. */
    private static Amount agreed(PlaybackPlan plan, PlaybackResult result) throws Exception {
        PlaybackPlan.Source source = plan.seeders().getFirst();
        long brought = result.seederBytes().getFirst() / SLICE_BYTES;
        GateReport.Row row = gate(source);
        assertEquals(plan.price().seederFee(0, brought), row.accepted());
        assertEquals(row.accepted(), row.served(), "the gate counts nothing that was taken back");
        assertEquals(row.accepted(), money(source).nextCumulative());
        assertEquals(Amount.ZERO, money(source).exposure(), "nothing was paid in vain");
        return row.accepted();
    }

    @Test
    void aSeekTakesBackWhatWaitsAtTheSeederAndBothSidesCountTheSame() throws Exception {
        Screen screen = new Screen();
        long from = SLICES - 8;
        try (Viewer viewer = viewer("seeks")) {
            PlaybackPlan plan = viewer.prepare(List.of(paced.node().peerAddress())).staying();
            try (Playback playback = viewer.play(plan, screen::show, screen)) {
                screen.some.get(20, TimeUnit.SECONDS);
                GateReport.Row before = gate(plan.seeders().getFirst());
                playback.seek(new Span(from, SLICES));
                screen.all.get(20, TimeUnit.SECONDS);
                playback.leave();
                PlaybackResult result = playback.result().get(20, TimeUnit.SECONDS);
                assertEquals(Optional.empty(), result.failure());
                int at = Math.toIntExact(from) * SLICE_BYTES;
                assertArrayEquals(
                        Arrays.copyOfRange(FILM, at, FILM.length),
                        Arrays.copyOfRange(screen.film, at, FILM.length));
                Amount after = agreed(plan, result);
                Amount charged = before.served().plus(plan.price().seederFee(from, 8));
                assertTrue(charged.compareTo(after) > 0, charged + ", of which " + after);
                assertEquals(Duplicates.NONE, result.duplicates());
            }
        }
    }
}
