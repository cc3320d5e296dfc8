package dev.sluice.engine.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.engine.cli.Ran;
import dev.sluice.engine.node.Home;
import dev.sluice.engine.store.RocksChannelStore;
import dev.sluice.payments.money.Bytes32;
import dev.sluice.payments.store.ChannelStore;
import dev.sluice.payments.store.ForwardingBatch;
import dev.sluice.payments.store.ForwardingStore;
import dev.sluice.payments.store.KeyPurchase;
import dev.sluice.payments.store.KeyRelease;
import dev.sluice.streaming.store.StoredContent;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * I3: a player is killed with -9 when a delegate has counted its payment for keys and not yet
 * answered. What was paid comes for nothing when the next work is played, and the first again; and
 * when the creator is back, who would sell the same keys for another payee.
 */
final class DelegateKillTest {
    private static final long BYTES = (1L << 20) + 77;
    private static final int SLICE_BYTES = 64 << 10;
    private static final long PRICE = 1_000_000_000_000_003L;
    private static final int SHARE_BPS = 3_000;
    private static final BigInteger KEYS =
            Samples.price(BYTES, SLICE_BYTES, PRICE)
                    .subtract(Samples.fees(BYTES, SLICE_BYTES, PRICE, SHARE_BPS));
    private static final BigInteger FIRST_KEY =
            Samples.slicePrice(SLICE_BYTES, PRICE)
                    .subtract(Samples.fee(SLICE_BYTES, PRICE, SHARE_BPS));

    @TempDir Path directory;

    @Test
    void keysThatAKilledPlaybackPaidADelegateForAreFetchedAndNotPaidAgain() throws Exception {
        Held held = new Held();
        try (Site site = new Site(directory);
                Seller delegate =
                        new Seller(
                                site.chain,
                                directory.resolve("delegate"),
                                site.wallet(site.home("delegate")),
                                held::of)) {
            Path film = Samples.write(directory, BYTES);
            Home creator = site.home("creator");
            List<StoredContent> works = delegated(site, delegate, creator, film, 2);
            Home viewer = site.home("viewer");
            killedBetweenPaymentAndAnswer(site, delegate, viewer, works.getFirst(), held);
            assertEquals(FIRST_KEY, delegate.keysPaid());
            play(site, delegate, viewer, works.getLast(), film);
            assertEquals(FIRST_KEY.add(KEYS), delegate.keysPaid(), "the other work");
            play(site, delegate, viewer, works.getFirst(), film);
            assertEquals(KEYS.add(KEYS), delegate.keysPaid(), "each key once");
            theCreatorIsBack(site, delegate, creator, viewer, works.getFirst(), film);
        }
    }

    /** Works of a creator that is off when they are played. */
    private List<StoredContent> delegated(
            Site site, Seller delegate, Home home, Path film, int count) throws Exception {
        List<StoredContent> works = new ArrayList<>();
        try (Seller creator = new Seller(site.chain, home.directory(), site.wallet(home))) {
            for (int i = 0; i < count; i++) {
                StoredContent work =
                        Works.publish(site.chain, creator, film, PRICE, SHARE_BPS, List.of());
                Works.mirror(work, creator, delegate);
                Path paper = directory.resolve("paper-" + i);
                String[] delegation = Works.delegation(work.id().toString(), delegate, paper);
                Ran.of(Site.local(home, delegation)).result();
                Works.accept(work, delegate, paper);
                works.add(work);
            }
        }
        return works;
    }

    private void killedBetweenPaymentAndAnswer(
            Site site, Seller delegate, Home viewer, StoredContent work, Held held)
            throws Exception {
        Sluice player = site.start(viewer, playing(delegate, work, directory.resolve("cut")));
        assertTrue(held.paid.await(60, TimeUnit.SECONDS), "nothing is paid: " + player.errors());
        player.kill();
        held.released.countDown();
        List<KeyPurchase> bought = new ArrayList<>();
        try (RocksChannelStore store = viewer.channelsReadOnly()) {
            store.forEachPurchase(Bytes32.of(work.id().digest()), bought::add);
        }
        assertEquals(1, bought.size());
        assertEquals(1, bought.getFirst().count());
        assertEquals(0, bought.getFirst().received());
    }

    private void theCreatorIsBack(
            Site site, Seller delegate, Home home, Home viewer, StoredContent work, Path film)
            throws Exception {
        try (Seller creator = new Seller(site.chain, home.directory(), site.wallet(home))) {
            Path out = directory.resolve("both");
            String[] play = {
                "play", work.id().toString(),
                "--peer", creator.node.peerAddress().toString(),
                "--peer", delegate.node.peerAddress().toString(),
                "-o", out.toString()
            };
            Ran.of(site.on(viewer, play)).result();
            assertEquals(-1, Files.mismatch(film, out));
            assertEquals(BigInteger.ZERO, creator.keysPaid());
            assertEquals(KEYS.add(KEYS), delegate.keysPaid());
        }
    }

    private void play(Site site, Seller delegate, Home viewer, StoredContent work, Path film)
            throws Exception {
        Path out = directory.resolve("out");
        Ran.of(site.on(viewer, playing(delegate, work, out))).result();
        assertEquals(-1, Files.mismatch(film, out));
    }

    private static String[] playing(Seller delegate, StoredContent work, Path out) {
        String address = delegate.node.peerAddress().toString();
        return new String[] {
            "play", work.id().toString(), "--peer", address, "--keys", address, "-o", out.toString()
        };
    }

    /** A store whose first commit that releases keys does not return until it is let go. */
    private static final class Held {
        private final CountDownLatch paid = new CountDownLatch(1);
        private final CountDownLatch released = new CountDownLatch(1);

        ChannelStore of(ChannelStore store) {
            return new ForwardingStore(store) {
                @Override
                protected Batch wrap(Batch batch) {
                    return new HeldBatch(batch);
                }
            };
        }

        private final class HeldBatch extends ForwardingBatch {
            private boolean release;

            HeldBatch(ChannelStore.Batch batch) {
                super(batch);
            }

            @Override
            public void put(KeyRelease row) {
                super.put(row);
                release = true;
            }

            @Override
            public void commit() {
                super.commit();
                if (!release) return;
                paid.countDown();
                try {
                    released.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            }
        }
    }
}
