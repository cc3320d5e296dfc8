package dev.sluice.engine.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.engine.demo.Demo;
import dev.sluice.engine.demo.DemoListener;
import dev.sluice.engine.demo.DemoPlan;
import dev.sluice.engine.demo.DemoResult;
import dev.sluice.engine.demo.Sha256Text;
import dev.sluice.payments.money.Amount;
import dev.sluice.streaming.store.PublishException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A film from end to end, at the sizes where counting goes wrong, and the money to the last unit.
 */
final class DemoTest {
    private static final int SLICE = 64 << 10;
    private static final int DEFAULT_SLICE = 256 << 10;

    /** No round number, so that every slice is rounded. */
    private static final long PRICE = 1_000_000_000_000_003L;

    private static final int SHARE = 3_000;

    @TempDir Path directory;

    @ParameterizedTest
    @ValueSource(longs = {1, SLICE - 1, SLICE, SLICE + 1, 256L * SLICE + 1})
    void whatGoesInComesOutAndIsPaidToTheLastUnit(long bytes) throws Exception {
        DemoResult result = play(bytes, 2, PRICE, SHARE, SLICE);
        assertEquals(Math.ceilDiv(bytes, SLICE), result.slices());
        assertExact(result, bytes, SLICE, PRICE, SHARE);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 4})
    void oneSeederIsEnoughAndFourShareTheWork(int seeders) throws Exception {
        long bytes = 64L * SLICE + 7;
        DemoResult result = play(bytes, seeders, PRICE, SHARE, SLICE);
        assertEquals(seeders, result.seeders().size());
        assertExact(result, bytes, SLICE, PRICE, SHARE);
        for (DemoResult.SeederPart part : result.seeders())
            assertTrue(part.bytes() > 0, "a seeder served nothing: " + result.seeders());
    }

    @Test
    void theDefaultsOfAnyFileAre256KiBSlices() throws Exception {
        long bytes = (4L << 20) + 1;
        DemoResult result = play(bytes, 2, 1_000_000_000_000_000L, SHARE, 0);
        assertEquals(DEFAULT_SLICE, result.sliceBytes());
        assertExact(result, bytes, DEFAULT_SLICE, 1_000_000_000_000_000L, SHARE);
    }

    @Test
    void whatIsFreeIsStreamedWithoutAChannel() throws Exception {
        DemoResult result = play(5L * SLICE, 2, 0, SHARE, SLICE);
        assertExact(result, 5L * SLICE, SLICE, 0, SHARE);
        assertEquals(0, result.vouchers());
        assertEquals(Amount.ZERO, result.settled().deposit());
    }

    /** All to one side, or a price that leaves the seeder less than one base unit a slice. */
    @ParameterizedTest
    @ValueSource(ints = {0, 10_000})
    void oneSideMayGetAll(int share) throws Exception {
        assertExact(play(5L * SLICE, 2, PRICE, share, SLICE), 5L * SLICE, SLICE, PRICE, share);
    }

    @Test
    void aPriceOfOneBaseUnitPaysTheCreatorOnly() throws Exception {
        DemoResult result = play(3L * SLICE + 1, 2, 1, SHARE, SLICE);
        assertExact(result, 3L * SLICE + 1, SLICE, 1, SHARE);
        assertEquals(Amount.of(4), result.creatorEarned());
    }

    @Test
    void anEmptyFileIsRefusedByItsReason() throws Exception {
        PublishException refused =
                assertThrows(PublishException.class, () -> play(0, 1, PRICE, SHARE, SLICE));
        assertEquals(PublishException.Kind.EMPTY, refused.kind());
    }

    private DemoResult play(long bytes, int seeders, long price, int share, int sliceBytes)
            throws Exception {
        Path file = Samples.write(directory, bytes);
        Path out = directory.resolve("out");
        Path workspace = Files.createDirectory(directory.resolve("nodes"));
        DemoPlan plan =
                new DemoPlan(
                        file, out, workspace, seeders, price, share, sliceBytes, DemoPlan::honest);
        try (Demo demo = new Demo(plan, new DemoListener() {})) {
            DemoResult result = demo.run();
            assertEquals(Sha256Text.of(file), result.sha256());
            assertEquals(-1, Files.mismatch(file, out));
            return result;
        }
    }

    /** Every sum that the result can be asked for, against the rule computed another way. */
    private static void assertExact(
            DemoResult result, long bytes, int sliceBytes, long price, int share) {
        BigInteger whole = Samples.price(bytes, sliceBytes, price);
        BigInteger fees = Samples.fees(bytes, sliceBytes, price, share);
        assertEquals(bytes, result.bytes());
        assertEquals(whole, result.price().toBigInteger(), "price");
        assertEquals(result.price(), result.paid(), "paid");
        assertEquals(whole.subtract(fees), result.creatorEarned().toBigInteger(), "creator");
        Amount earned = Amount.ZERO;
        long served = 0;
        for (DemoResult.SeederPart part : result.seeders()) {
            earned = earned.plus(part.earned());
            served += part.bytes();
        }
        assertEquals(fees, earned.toBigInteger(), "seeders");
        assertEquals(bytes, served, "bytes of the seeders");
        DemoResult.Settled settled = result.settled();
        assertEquals(result.creatorEarned(), settled.creator());
        assertEquals(earned, settled.seeders());
        assertEquals(
                settled.deposit(),
                settled.creator().plus(settled.seeders()).plus(settled.refunded()),
                "I4");
    }
}
