package dev.sluice.engine.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.engine.cli.Ran;
import dev.sluice.engine.demo.Sha256Text;
import dev.sluice.engine.node.Home;
import dev.sluice.payments.money.Amount;
import dev.sluice.streaming.content.HashSuite;
import dev.sluice.streaming.store.FileSliceStore;
import dev.sluice.streaming.store.StoredContent;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What a consumer has bought is on its disk: the next process, and others, get it from there. The
 * work is one of BLAKE3; most others are of SHA-256.
 */
final class ResumeTest {
    private static final int SLICE = 64 << 10;
    private static final long FILM_BYTES = 12L << 20;
    private static final long KILL_AT = 4L << 20;
    private static final long PRICE_PER_MIB = 16_000_000_000_000_000L;
    private static final int SHARE_BPS = 3_000;

    /** What may be under way from one seeder when the process dies, or waits for the disk. */
    private static final int IN_FLIGHT = 16;

    @TempDir static Path directory;

    private static Site site;
    private static Seller creator;
    private static Path film;
    private static StoredContent work;

    @BeforeAll
    static void start() throws Exception {
        site = new Site(directory);
        creator = new Seller(site.chain, directory.resolve("creator"));
        film = Samples.write(directory, FILM_BYTES);
        work =
                Works.publish(
                        site.chain,
                        creator,
                        film,
                        PRICE_PER_MIB,
                        SHARE_BPS,
                        List.of(),
                        HashSuite.BLAKE3);
    }

    @AfterAll
    static void stop() throws Exception {
        creator.close();
        site.close();
    }

    @Test
    void killedInMidStreamItGoesOnAndPaysOnlyForWhatWasMissing() throws Exception {
        Home payer = site.home("payer");
        Amount before = accepted();
        long served = creator.node.servedBytes();
        Sluice killed = site.raw(payer, command("play", "-o", "-"));
        SlowReader.start(killed.stdout(), 4L << 20).awaitBytes(KILL_AT);
        killed.kill();

        Path out = directory.resolve("resumed");
        Map<?, ?> result = Ran.of(site.on(payer, command("get", "-o", "" + out))).result();
        assertEquals(-1, Files.mismatch(film, out), "byte for byte");
        long fromDisk = number(result, "localBytes");
        long again = creator.node.servedBytes() - served - FILM_BYTES;
        assertTrue(fromDisk >= KILL_AT, fromDisk + " from the disk");
        assertTrue(again <= (long) IN_FLIGHT * SLICE, again + " bytes served twice");
        BigInteger twice = accepted().minus(before).toBigInteger().subtract(price());
        BigInteger most =
                Samples.fee(SLICE, PRICE_PER_MIB, SHARE_BPS)
                        .multiply(BigInteger.valueOf(IN_FLIGHT));
        assertTrue(twice.compareTo(most) <= 0, twice + " base units paid twice");
        assertTrue(twice.negate().compareTo(most) <= 0, twice + ": the seeder's loss, I2");
        System.out.println(
                "resumed: %d bytes from the disk, %d served twice, %d base units paid twice"
                        .formatted(fromDisk, again, twice));
        try (FileSliceStore passing = payer.passing()) {
            assertEquals(List.of(), passing.list(), "it was for going on only");
        }
        assertFalse(Files.exists(directory.resolve("resumed.part")));
        Ran.of(site.on(payer, command("get", "-o", "" + out))).failed(2, "exists already");
    }

    @Test
    void whatIsKeptIsPlayedAgainWithoutPayingASeederAndWhatIsNotStoredIsNot() throws Exception {
        Home payer = site.home("keeper");
        Path first = directory.resolve("first");
        Map<?, ?> bought =
                Ran.of(site.on(payer, command("play", "--keep", "-o", "" + first))).result();
        assertEquals(0, number(bought, "localBytes"));
        assertEquals(bought.get("price"), bought.get("paid"));
        Path second = directory.resolve("second");
        long served = creator.node.servedBytes();
        Map<?, ?> again = Ran.of(site.on(payer, command("get", "-o", "" + second))).result();
        assertEquals(FILM_BYTES, number(again, "localBytes"));
        assertEquals("0", again.get("paid"), "keys are free the second time, bytes are here");
        assertEquals(served, creator.node.servedBytes());
        assertEquals(-1, Files.mismatch(film, second));
        try (FileSliceStore kept = payer.contents()) {
            assertTrue(kept.open(work.id()).complete(), "a get does not delete what was kept");
        }
        Ran.of(site.on(payer, command("play", "--no-store", "--keep", "-o", "" + first)))
                .failed(2, "--no-store and --keep");
        onItsDisk(payer);
    }

    private static void onItsDisk(Home payer) {
        String id = work.id().toString();
        assertEquals(0, Ran.of(Site.local(payer, "content", "pin", id)).code());
        Map<?, ?> row = Ran.of(Site.local(payer, "content", "ls")).result();
        assertEquals(id, row.get("content"));
        assertEquals("blake3", row.get("hash"));
        assertEquals(true, row.get("pinned"));
        assertEquals(FILM_BYTES / SLICE, number(row, "slices"));
        assertEquals(0, Ran.of(Site.local(payer, "content", "rm", id)).code());
        Ran.of(Site.local(payer, "content", "rm", id)).failed(4, "is not here");
        String out = directory.resolve("bounded").toString();
        Ran bounded = Ran.of(site.on(payer, command("get", "--keep", "--quota", "4M", "-o", out)));
        assertEquals(FILM_BYTES, number(bounded.result(), "bytes"), "the player has all of it");
        assertTrue(bounded.out().contains("no room within the quota"), bounded::toString);
        long disk = number(Ran.of(Site.local(payer, "content", "ls")).result(), "diskBytes");
        assertTrue(disk <= 4 << 20 && disk > (4 << 20) - SLICE - 16, disk + " of 4 MiB");
    }

    /** A second consumer lives on what the first has so far; both are paid for. */
    @Test
    void aConsumerServesAndEarnsWhileItConsumes() throws Exception {
        Home first = site.home("first-consumer");
        Home second = site.home("second-consumer");
        Sluice serving = site.raw(first, command("play", "--serve", "-o", "-"));
        SlowReader player = SlowReader.start(serving.stdout(), 1L << 20);
        player.awaitBytes(1L << 20);
        String address = String.valueOf(Lines.last(serving.errors(), "ready").get("address"));
        List<String> play = new ArrayList<>(List.of(command("play", "-o", "-")));
        play.addAll(List.of("--peer", address));
        Sluice consuming = site.raw(second, play.toArray(String[]::new));
        SlowReader other = SlowReader.start(consuming.stdout(), 64L << 20);
        other.awaitBytes(1L << 20);
        assertTrue(player.bytes() < FILM_BYTES, "the first still plays");
        player.setBytesPerSecond(64L << 20);

        assertEquals(0, consuming.awaitExit(), consuming.errors());
        assertEquals(Sha256Text.of(film), other.sha256());
        Map<?, ?> result = Lines.last(consuming.errors(), "result");
        assertEquals(1, ((Map<?, ?>) field(result, "seederBytes")).size(), "from nobody else");
        player.awaitBytes(FILM_BYTES);
        Map<?, ?> earned = Ran.of(site.on(first, "earn", "show")).result();
        BigInteger fees = Samples.fees(FILM_BYTES, SLICE, PRICE_PER_MIB, SHARE_BPS);
        assertEquals(fees.toString(), earned.get("vouchers"));
        assertEquals(143, serving.terminate(), "it serves until it is stopped");
        assertEquals(
                fees.toString(),
                Ran.of(site.on(first, "earn", "show")).result().get("withdrawable"));
        try (FileSliceStore kept = first.contents()) {
            assertTrue(kept.open(work.id()).complete());
        }
    }

    private static String[] command(String verb, String... options) {
        List<String> all = new ArrayList<>(List.of(verb, work.id().toString()));
        all.addAll(List.of("--peer", creator.node.peerAddress().toString()));
        all.addAll(List.of(options));
        return all.toArray(String[]::new);
    }

    private static Object field(Map<?, ?> object, String name) {
        return java.util.Objects.requireNonNull(object.get(name), name);
    }

    private static long number(Map<?, ?> object, String name) {
        return ((Number) field(object, name)).longValue();
    }

    private static BigInteger price() {
        return Samples.price(FILM_BYTES, SLICE, PRICE_PER_MIB);
    }

    private static Amount accepted() {
        List<Amount> sum = new ArrayList<>(List.of(Amount.ZERO));
        creator.channels.forEachPayee(r -> sum.set(0, sum.getFirst().plus(r.accepted())));
        return sum.getFirst();
    }
}
