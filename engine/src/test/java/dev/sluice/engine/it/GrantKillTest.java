package dev.sluice.engine.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.engine.cli.Ran;
import dev.sluice.engine.node.Home;
import dev.sluice.engine.store.RocksChannelStore;
import dev.sluice.payments.money.Amount;
import dev.sluice.payments.money.Bytes32;
import dev.sluice.payments.money.Decimals;
import dev.sluice.payments.store.PayeeRecord;
import dev.sluice.payments.store.StoreException;
import dev.sluice.streaming.content.ContentLink;
import java.math.BigInteger;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * I1, I6, I8: buyer and key service, both processes, are killed with -9 between the payment for a
 * grant and the answer. The test holds the lock of the creator's grant book meanwhile: so the key
 * service counts every payment and can answer no grant.
 */
final class GrantKillTest {
    private static final long BYTES = (4L << 20) + 77;
    private static final BigInteger KEYS =
            Samples.price(BYTES, 128 << 10, 1_000_000_000_000_000L)
                    .subtract(Samples.fees(BYTES, 128 << 10, 1_000_000_000_000_000L, 3_000));

    @TempDir Path directory;

    @Test
    void whoIsKilledBetweenPaymentAndAnswerPaysOnceForOneGrant() throws Exception {
        try (Site site = new Site(directory)) {
            Home creatorHome = site.home("creator");
            Home viewer = site.home("viewer");
            Sluice creator = start(site, creatorHome);
            String link = publish(site, creatorHome);
            try (FileChannel book = book(creatorHome);
                    FileLock _ = book.lock()) {
                buyerDies(site, creatorHome, viewer, link);
                bothDie(site, creatorHome, creator, viewer, link);
            }
            assertEquals(List.of(), issued(creatorHome), "no grant had left");
            assertEquals(KEYS, paid(creatorHome), "I1");
            assertEquals(KEYS, promised(viewer, link), "the promise is on the buyer's disk");
            creator = start(site, creatorHome);
            Map<?, ?> grant = Ran.of(site.on(viewer, buy(link))).result();
            assertEquals("0", grant.get("paid"), "not one unit more fits --max-spend");
            assertEquals(32, grant.get("last"));
            assertEquals(List.of(String.valueOf(grant.get("serial"))), issued(creatorHome));
            Map<?, ?> again = Ran.of(site.on(viewer, buy(link))).result();
            assertEquals(grant.get("serial"), again.get("serial"));
            assertEquals(KEYS, paid(creatorHome));
            assertEquals(KEYS, promised(viewer, link));
            assertEquals(143, creator.terminate());
        }
    }

    /** As soon as something is paid: among its windows, whichever it is. */
    private static void buyerDies(Site site, Home creatorHome, Home viewer, String link)
            throws Exception {
        Sluice buyer = site.start(viewer, buy(link));
        await(() -> paid(creatorHome).signum() > 0);
        buyer.kill();
        assertTrue(paid(creatorHome).compareTo(KEYS) <= 0, "I3");
    }

    private static void bothDie(
            Site site, Home creatorHome, Sluice creator, Home viewer, String link)
            throws Exception {
        Sluice buyer = site.start(viewer, buy(link));
        await(() -> paid(creatorHome).equals(KEYS));
        creator.kill();
        buyer.kill();
    }

    private static Sluice start(Site site, Home home) throws Exception {
        Sluice creator = site.start(home, "run", "--role", "creator");
        creator.await("ready");
        return creator;
    }

    private String publish(Site site, Home home) throws Exception {
        Path film = directory.resolve("film.mp4");
        Files.move(Samples.write(directory, BYTES), film);
        String[] publish = {"publish", film.toString(), "--price", "0.001"};
        return String.valueOf(Ran.of(site.on(home, publish)).result().get("link"));
    }

    /** With exactly what the keys cost. */
    private static String[] buy(String link) {
        String coins = Decimals.ETHER.print(Amount.of(KEYS));
        return new String[] {"key", "buy", link, "--max-spend", coins};
    }

    private static FileChannel book(Home creator) throws Exception {
        return FileChannel.open(
                creator.directory().resolve("grants.lock"),
                StandardOpenOption.CREATE,
                StandardOpenOption.WRITE);
    }

    private static void await(BooleanSupplier condition) throws Exception {
        long endNs = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (!condition.getAsBoolean()) {
            assertTrue(System.nanoTime() < endNs, "it does not happen");
            TimeUnit.MILLISECONDS.sleep(5);
        }
    }

    /** What the payee has on disk, whether it runs or not. */
    private static BigInteger paid(Home creator) {
        List<BigInteger> rows = new ArrayList<>();
        try (RocksChannelStore store = creator.channelsReadOnly()) {
            store.forEachPayee((PayeeRecord row) -> rows.add(row.accepted().toBigInteger()));
        } catch (StoreException e) {
            return BigInteger.ZERO; // it is being written
        }
        return rows.stream().reduce(BigInteger.ZERO, BigInteger::add);
    }

    /** I6: what may have been signed for the work. */
    private static BigInteger promised(Home payer, String link) {
        Bytes32 content = Bytes32.of(ContentLink.parse(link).content().digest());
        List<BigInteger> rows = new ArrayList<>();
        try (RocksChannelStore store = payer.channelsReadOnly()) {
            store.forEachSpend(content, row -> rows.add(row.spent().toBigInteger()));
        }
        return rows.stream().reduce(BigInteger.ZERO, BigInteger::add);
    }

    private static List<String> issued(Home creator) throws Exception {
        Path directory = creator.directory().resolve("issued");
        if (!Files.isDirectory(directory)) return List.of();
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> String.valueOf(file.getFileName()))
                    .toList();
        }
    }
}
