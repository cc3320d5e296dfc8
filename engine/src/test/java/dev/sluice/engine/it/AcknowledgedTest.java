package dev.sluice.engine.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.engine.cli.Ran;
import dev.sluice.engine.node.Home;
import dev.sluice.engine.store.RocksChannelStore;
import dev.sluice.payments.channel.ChannelParameters;
import dev.sluice.payments.money.Address;
import dev.sluice.payments.money.Amount;
import dev.sluice.payments.store.KeyRelease;
import dev.sluice.streaming.content.ContentId;
import dev.sluice.streaming.text.PeerAddress;
import dev.sluice.streaming.wire.FrameType;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * I1: what a payee has answered is on its disk, at whatever instant it is killed. The payer here is
 * the test, which knows to the voucher what was answered.
 */
final class AcknowledgedTest {
    private static final int KILLS = 3;
    private static final long PRICE_PER_MIB = 4_000_000;
    private static final int SLICES = 64;

    @TempDir Path directory;

    private final AtomicLong acknowledged = new AtomicLong();
    private final AtomicLong keysAnswered = new AtomicLong();

    @Test
    void noAcknowledgedVoucherAndNoReleasedKeyIsForgotten() throws Exception {
        long seed = Long.getLong("sluice.seed", System.nanoTime());
        SplittableRandom random = new SplittableRandom(seed);
        try (Site site = new Site(directory);
                Buyer buyer = new Buyer(site.chain)) {
            Home home = site.home("creator");
            Sluice creator = site.start(home, "run", "--role", "creator");
            Map<?, ?> ready = creator.await("ready");
            ContentId work = publish(site, home);
            Address payee = Address.parse(String.valueOf(ready.get("payee")));
            ChannelParameters channel = buyer.open(payee, List.of(), Amount.of(1L << 40));
            for (int kill = 0; kill < KILLS; kill++) {
                PeerAddress address = PeerAddress.parse(String.valueOf(ready.get("address")));
                Thread payer = Thread.ofVirtual().start(() -> pay(buyer, address, channel, work));
                long before = acknowledged.get();
                while (acknowledged.get() == before) Thread.sleep(1);
                Thread.sleep(random.nextInt(150));
                creator.kill();
                payer.interrupt(); // it may be waiting for an answer that never comes
                payer.join();
                assertKept(home, buyer, channel, "sluice.seed=" + seed);
                creator = site.start(home, "run", "--role", "creator");
                ready = creator.await("ready");
            }
        }
    }

    private ContentId publish(Site site, Home home) throws Exception {
        Path film = Samples.write(directory, SLICES * (256L << 10));
        String[] publish = {"publish", film.toString(), "--price", "0.000000000004"};
        return ContentId.parse(
                String.valueOf(Ran.of(site.on(home, publish)).result().get("content")));
    }

    /** One key after the other, each with a voucher that is higher by its price, until it dies. */
    private void pay(Buyer buyer, PeerAddress address, ChannelParameters channel, ContentId work) {
        try (Talk talk = buyer.talk(address)) {
            talk.client.attach(buyer.attach(channel, List.of(), null));
            while (true) {
                long next = acknowledged.get() + PRICE_PER_MIB;
                long index = keysAnswered.get() % SLICES;
                Talk.Answer answer =
                        talk.keys(
                                work,
                                index,
                                1,
                                buyer.id(channel),
                                buyer.voucher(channel, Amount.of(next)));
                if (answer.type() != FrameType.KEYS) return;
                acknowledged.set(next);
                keysAnswered.incrementAndGet();
            }
        } catch (Exception | AssertionError e) {
            // killed: what counts is what was answered before
        }
    }

    private void assertKept(Home home, Buyer buyer, ChannelParameters channel, String replay) {
        try (RocksChannelStore store = home.channelsReadOnly()) {
            long kept = store.payee(buyer.id(channel)).orElseThrow().accepted().toLongSaturated();
            assertTrue(
                    kept >= acknowledged.get(),
                    () -> "answered " + acknowledged + ", kept " + kept + ", " + replay);
            AtomicLong released = new AtomicLong();
            store.forEachRelease(
                    buyer.id(channel), (KeyRelease r) -> released.addAndGet(r.count()));
            assertTrue(
                    released.get() >= Math.min(SLICES, keysAnswered.get()),
                    () -> "released " + keysAnswered + ", kept " + released + ", " + replay);
            // one that was stored and not answered is as good as answered: the next goes above it
            acknowledged.set(kept);
        }
        assertEquals(0, acknowledged.get() % PRICE_PER_MIB);
    }
}
