package dev.sluice.engine.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.engine.cli.Ran;
import dev.sluice.engine.node.Home;
import dev.sluice.payments.money.Amount;
import dev.sluice.payments.money.Decimals;
import dev.sluice.streaming.content.RootSeed;
import dev.sluice.streaming.store.StoredContent;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Grants and playbacks of one viewer: what one has bought, the other does not buy again. */
final class GrantUseTest {
    private static final long BYTES = (1L << 20) + 77;
    private static final long PRICE = 1_000_000_000_000_003L;
    private static final BigInteger TOTAL = Samples.price(BYTES, 64 << 10, PRICE);
    private static final BigInteger FEES = Samples.fees(BYTES, 64 << 10, PRICE, 3_000);
    private static final BigInteger KEYS = TOTAL.subtract(FEES);

    @TempDir Path directory;
    private Site site;
    private Seller creator;
    private StoredContent work;

    @BeforeEach
    void publish() throws Exception {
        site = new Site(directory);
        Home home = site.home("creator");
        creator = new Seller(site.chain, home.directory(), site.wallet(home));
        Path film = Samples.write(directory, BYTES);
        work = Works.publish(site.chain, creator, film, PRICE, 3_000, List.of());
    }

    @AfterEach
    void close() throws Exception {
        creator.close();
        site.close();
    }

    private Ran run(Home home, String verb, String... more) {
        boolean play = verb.equals("play");
        String peer = creator.node.peerAddress().toString();
        Stream<String> first = play ? Stream.of(verb) : Stream.of("key", verb);
        Stream<String> all =
                Stream.concat(
                        Stream.concat(
                                first,
                                Stream.of(work.id().toString(), play ? "--peer" : "--from", peer)),
                        Stream.of(more));
        return Ran.of(site.on(home, all.toArray(String[]::new)));
    }

    private Ran play(Home home, BigInteger limit) {
        return run(home, "play", "-o", directory.resolve("out") + "", "--max-spend", coins(limit));
    }

    private static String coins(BigInteger baseUnits) {
        return Decimals.ETHER.print(Amount.of(baseUnits));
    }

    private static BigInteger paid(Ran ran) {
        return new BigInteger(String.valueOf(ran.result().get("paid")));
    }

    private static String serial(Ran ran) {
        return String.valueOf(ran.result().get("serial"));
    }

    /** To the unit: a grant for a part, then the rest as it is played, then the part dropped. */
    @Test
    void aGrantForAPartIsPlayedAndTheRestIsBought() throws Exception {
        Home viewer = site.home("viewer");
        BigInteger part = KEYS.subtract(Samples.slicePrice(77, PRICE)).divide(BigInteger.TWO);
        Ran bought = run(viewer, "buy", "--range", "4-11", "--max-spend", coins(KEYS));
        assertTrue(paid(bought).subtract(part).abs().bitLength() < 40, "half: " + paid(bought));
        BigInteger before = creator.keysPaid();
        run(viewer, "buy").failed(7, "OUT_OF_RANGE", "nothing was paid");
        assertEquals(before, creator.keysPaid(), "for a grant that would not be given");
        play(viewer, TOTAL.subtract(BigInteger.ONE)).failed(8, "of at most");
        play(viewer, TOTAL.add(FEES)).result();
        assertEquals(BYTES, Files.size(directory.resolve("out")));
        assertEquals(KEYS, creator.keysPaid(), "each key once, by key buy or by play");
        Ran.of(Site.local(viewer, "key", "drop", serial(bought))).result();
        assertEquals(FEES, paid(play(viewer, TOTAL.multiply(BigInteger.TEN))));
        assertEquals(KEYS, creator.keysPaid(), "what key buy paid for stays bought");
        Ran again = run(viewer, "buy", "--range", "4-11");
        assertEquals(serial(bought), serial(again));
        assertEquals(BigInteger.ZERO, paid(again));
        run(viewer, "buy", "--range", "11-12").failed(7, "OUT_OF_RANGE", "nothing was paid");
        Ran beside = run(viewer, "buy", "--range", "12-12");
        assertEquals(BigInteger.ZERO, paid(beside), "played before");
        assertNotEquals(serial(bought), serial(beside));
    }

    @Test
    void aRevokedGrantIsRefusedAndAnotherCostsTheWholePrice() throws Exception {
        Home viewer = site.home("viewer");
        assertEquals(TOTAL, paid(play(viewer, TOTAL)));
        Ran bought = run(viewer, "buy", "--max-spend", coins(TOTAL));
        assertEquals(BigInteger.ZERO, paid(bought), "play has bought them all");
        assertEquals(FEES, paid(play(viewer, TOTAL.multiply(BigInteger.TEN))), "by the grant");
        String serial = serial(bought);
        Ran.of(Site.local(creator.home, "key", "revoke", serial)).result();
        play(viewer, TOTAL.multiply(BigInteger.TEN)).failed(7, "REVOKED", serial, "list 1");
        assertEquals("revoked", Ran.of(Site.local(viewer, "key", "show")).result().get("state"));
        run(viewer, "buy").failed(7, "REVOKED", "--again");
        run(viewer, "buy").failed(7, "has expired", "--again");
        assertEquals(KEYS, creator.keysPaid());
        Ran another = run(viewer, "buy", "--again");
        assertEquals(KEYS, paid(another));
        assertEquals(KEYS.add(KEYS), creator.keysPaid());
        for (Ran same : List.of(run(viewer, "buy"), run(viewer, "buy", "--again"))) {
            assertEquals(serial(another), serial(same));
            assertEquals(BigInteger.ZERO, paid(same));
        }
        assertEquals(FEES, paid(play(viewer, TOTAL.multiply(BigInteger.TEN))), "a note, no end");
    }

    /** T26: the seller's own signature convicts it, by the one seed that the key follows from. */
    @Test
    void aGrantOfWrongKeysEndsThePlaybackAndIsKeptAsEvidence() throws Exception {
        creator.home.secrets().save(work.id(), RootSeed.generate(new SecureRandom()));
        Home viewer = site.home("cheated");
        String serial = serial(run(viewer, "buy"));
        play(viewer, TOTAL).failed(6, "a wrong key for slice 0");
        Path file;
        try (Stream<Path> files = Files.list(viewer.directory().resolve("evidence"))) {
            file = files.findFirst().orElseThrow();
        }
        Map<?, ?> proven = Ran.of("key", "verify-evidence", file.toString(), "--json").result();
        assertEquals("a wrong key for slice 0", proven.get("fault"));
        assertEquals(serial, proven.get("grant"));
        assertEquals(work.manifest().core().creator().toString(), proven.get("creator"));
    }
}
