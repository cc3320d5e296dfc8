package dev.sluice.engine.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.engine.cli.Ran;
import dev.sluice.engine.node.Home;
import dev.sluice.payments.crypto.SecretKey;
import dev.sluice.payments.money.Address;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Three people made the film: the contract pays each its part, and no dust is left over. */
final class SplitTest {
    private static final long BYTES = (1L << 20) + 1;
    private static final int SLICE = 256 << 10;
    private static final long PRICE = 1_000_000_000_000_003L;

    @TempDir Path directory;

    @Test
    void coCreatorsArePaidWhatPublishSaid() throws Exception {
        try (Site site = new Site(directory)) {
            Home home = site.home("creator");
            try (Seller creator = new Seller(site.chain, home.directory(), site.wallet(home))) {
                share(site, home, creator);
            }
        }
    }

    private void share(Site site, Home home, Seller creator) throws Exception {
        Address writer = SecretKey.random(new SecureRandom()).address();
        Address singer = SecretKey.random(new SecureRandom()).address();
        Address self = creator.wallet.address();
        Path film = Samples.write(directory, BYTES);
        String link = publish(site, home, film, creator, writer + "=33.33%", singer + "=12.5%");
        Path out = directory.resolve("out");
        Map<?, ?> played =
                Ran.of(site.on(site.home("payer"), "play", link, "-o", out.toString(), "--close"))
                        .result();
        assertEquals(-1, Files.mismatch(film, out));
        BigInteger price = Samples.price(BYTES, SLICE, PRICE);
        BigInteger fees = Samples.fees(BYTES, SLICE, PRICE, 3_000);
        BigInteger keys = price.subtract(fees);
        assertEquals(price.toString(), played.get("paid"));
        BigInteger writers = credit(creator, writer);
        BigInteger singers = credit(creator, singer);
        BigInteger own = credit(creator, self).subtract(fees);
        assertEquals(keys, writers.add(singers).add(own));
        assertShare(3_333, keys, writers);
        assertShare(1_250, keys, singers);
        assertShare(5_417, keys, own);
    }

    private static String publish(
            Site site, Home home, Path film, Seller creator, String writer, String singer) {
        Ran ran =
                Ran.of(
                        site.on(
                                home,
                                "publish",
                                film.toString(),
                                "--price",
                                "0.001000000000000003",
                                "--hash",
                                "blake3",
                                "--co-creator",
                                writer,
                                "--co-creator",
                                singer,
                                "--co-creator",
                                creator.wallet.address() + "=54.17%",
                                "--peer",
                                creator.node.peerAddress().toString()));
        assertEquals("blake3", ran.result().get("hash"));
        return String.valueOf(ran.result().get("link"));
    }

    private static BigInteger credit(Seller reader, Address who) {
        return reader.ledger.credit(who, Address.ZERO).toBigInteger();
    }

    /** To the base unit, rounded either way. */
    private static void assertShare(int bps, BigInteger whole, BigInteger part) {
        BigInteger exact =
                whole.multiply(BigInteger.valueOf(bps)).divide(BigInteger.valueOf(10_000));
        assertTrue(
                part.subtract(exact).abs().compareTo(BigInteger.TWO) <= 0,
                bps + " of " + whole + " is " + exact + ", paid " + part);
    }
}
