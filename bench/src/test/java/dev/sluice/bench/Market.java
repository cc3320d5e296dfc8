package dev.sluice.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.bench.link.Relay;
import dev.sluice.chain.ledger.EvmLedger;
import dev.sluice.chain.local.LocalChain;
import dev.sluice.engine.consumer.PlaybackPlan;
import dev.sluice.engine.consumer.PlaybackResult;
import dev.sluice.engine.node.Home;
import dev.sluice.engine.payee.GateReport;
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
import java.util.Deque;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;

/** A chain, the creator of a film, whoever seeds it, and viewers: over QUIC, in one process. */
final class Market {
    static final int SLICE_PLAYS_MS = 20;
    private static final long PRICE_PER_MIB = 16_000_003;
    private static final long POLL_MS = 5;

    private final SecureRandom random = new SecureRandom();
    private final Deque<AutoCloseable> open = new ArrayDeque<>();
    private final SecretKey wallet = SecretKey.random(random);
    private final Path directory;
    private final int sliceBytes;
    private final byte[] film;
    private final LocalChain chain;
    private final EvmLedger ledger;
    private final Shop creator;
    private final ContentId content;

    Market(Path directory, int slices, int sliceBytes) throws Exception {
        this.directory = directory;
        this.sliceBytes = sliceBytes;
        film = new byte[slices * sliceBytes];
        chain = opened(LocalChain.start());
        chain.fund(wallet.address(), Amount.of(BigInteger.TEN.pow(24)));
        ledger = opened(chain.ledger(wallet));
        creator = shop("creator", Rates.UNLIMITED);
        new SplittableRandom(17).nextBytes(film);
        Path file = Files.write(directory.resolve("film.bin"), film);
        content = creator.publish(file, PRICE_PER_MIB, sliceBytes, (long) slices * SLICE_PLAYS_MS);
    }

    private <T extends AutoCloseable> T opened(T part) {
        open.push(part);
        return part;
    }

    private Shop shop(String name, Rates rates) throws Exception {
        SecretKey key = SecretKey.random(random);
        chain.fund(key.address(), Amount.of(BigInteger.TEN.pow(18)));
        Home home = Home.at(directory.resolve(name));
        RocksChannelStore channels = opened(home.channels());
        TransportSettings transport = TransportSettings.defaults().with(rates);
        return opened(new Shop(chain.info(), home, key, () -> channels, 0, transport));
    }

    Shop creator() {
        return creator;
    }

    Shop seeder(String name, Rates rates) throws Exception {
        Shop seeder = shop(name, rates);
        seeder.mirror(content, creator.node().peerAddress());
        return seeder;
    }

    Relay before(Shop shop) throws Exception {
        return opened(new Relay(shop.node().address()));
    }

    /** Where a shop is for who comes to it by way of the relay. */
    static PeerAddress by(Relay relay, Shop shop) throws Exception {
        PeerAddress direct = shop.node().peerAddress();
        return new PeerAddress(direct.host(), relay.address().getPort(), direct.peer());
    }

    Viewer viewer(String name, TransportSettings transport) throws Exception {
        PeerAddress keys = creator.node().peerAddress();
        return new Viewer(directory.resolve(name), content, keys, wallet, ledger, transport);
    }

    byte[] film() {
        return film;
    }

    Screen screen() {
        return new Screen(film.length, sliceBytes);
    }

    static PayerChannel money(PlaybackPlan.Source source) {
        return Objects.requireNonNull(source.channel());
    }

    /** The channel of a viewer as its payee's gate counts it. */
    static GateReport.Row gate(Shop shop, PlaybackPlan.Source source) throws Exception {
        return shop.node().status(64).get(10, TimeUnit.SECONDS).gate().recent().stream()
                .filter(row -> row.channel().equals(money(source).id()))
                .findFirst()
                .orElseThrow();
    }

    /** How many slices a seeder of the plan brought. */
    long brought(PlaybackResult result, int seeder) {
        return result.seederBytes().get(seeder) / sliceBytes;
    }

    /**
     * The payer, the gate and what the seeder brought agree, and nothing was paid in vain; how much
     * that is.
     *
     * @param before what was on the channel when the playback began
     */
    Amount agreed(Shop shop, PlaybackPlan plan, PlaybackResult result, int seeder, Amount before)
            throws Exception {
        PlaybackPlan.Source source = plan.seeders().get(seeder);
        Amount earned = plan.price().seederFee(0, brought(result, seeder));
        GateReport.Row row = gate(shop, source);
        assertEquals(before.plus(earned), row.accepted());
        assertEquals(row.accepted(), money(source).nextCumulative());
        assertEquals(Amount.ZERO, money(source).exposure(), "nothing was paid in vain");
        return earned;
    }

    /** What holds in the end, however long this machine takes for it. */
    static void eventually(String what, Callable<Boolean> holds) throws Exception {
        long untilNs = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (!holds.call()) {
            assertTrue(System.nanoTime() - untilNs < 0, what);
            Thread.sleep(POLL_MS);
        }
    }

    void close() throws Exception {
        for (AutoCloseable part : open) part.close();
    }
}
