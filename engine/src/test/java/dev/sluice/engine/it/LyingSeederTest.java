package dev.sluice.engine.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.engine.demo.Demo;
import dev.sluice.engine.demo.DemoListener;
import dev.sluice.engine.demo.DemoPlan;
import dev.sluice.engine.demo.DemoResult;
import dev.sluice.engine.demo.Sha256Text;
import dev.sluice.engine.node.SliceSource;
import dev.sluice.streaming.store.StoredContent;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** T11: what does not fit the content root is not paid for, and who sends it is dropped. */
final class LyingSeederTest {
    private static final int SLICE = 64 << 10;
    private static final int SLICES = 48;
    private static final long PRICE = 1_000_000_000_000_003L;
    private static final int SHARE = 3_000;

    /** The liar is honest before this slice, so that there is something it has earned. */
    private static final long HONEST_UNTIL = 12;

    @TempDir Path directory;

    /** What a seeder may send in place of a slice. */
    enum Lie {
        ONE_BIT_FLIPPED {
            @Override
            int send(StoredContent content, long index, ByteBuffer target) throws Exception {
                int start = target.position();
                int length = content.read(index, target);
                target.put(start + length / 2, (byte) (target.get(start + length / 2) ^ 1));
                return length;
            }
        },
        ANOTHER_SLICE {
            @Override
            int send(StoredContent content, long index, ByteBuffer target) throws Exception {
                return content.read(index == 0 ? 1 : index - 1, target);
            }
        },
        ZEROS {
            @Override
            int send(StoredContent content, long index, ByteBuffer target) {
                int length = content.geometry().cipherLength(index);
                target.put(new byte[length]);
                return length;
            }
        },
        /** Fewer bytes than the frame announced. */
        SHORT {
            @Override
            int send(StoredContent content, long index, ByteBuffer target) {
                target.put(new byte[100]);
                return 100;
            }
        };

        abstract int send(StoredContent content, long index, ByteBuffer target) throws Exception;
    }

    @ParameterizedTest
    @EnumSource(Lie.class)
    void aLiarIsDroppedAndPaidForItsGoodSlicesOnly(Lie lie) throws Exception {
        Path file = Samples.write(directory, (long) SLICES * SLICE);
        Path out = directory.resolve("out");
        List<String> troubles = Collections.synchronizedList(new ArrayList<>());
        DemoPlan plan =
                new DemoPlan(
                        file,
                        out,
                        Files.createDirectory(directory.resolve("nodes")),
                        2,
                        PRICE,
                        SHARE,
                        SLICE,
                        (seeder, content) -> seeder == 0 ? lying(lie, content) : content::read);
        try (Demo demo = new Demo(plan, telling(troubles))) {
            DemoResult result = demo.run();
            assertEquals(Sha256Text.of(file), result.sha256());
            assertEquals(result.price(), result.paid());
            assertPaidForGoodSlicesOnly(result);
            if (lie != Lie.SHORT)
                assertTrue(
                        troubles.stream().anyMatch(t -> t.startsWith("seeder 1 dropped: slice ")),
                        troubles.toString());
        }
    }

    private static void assertPaidForGoodSlicesOnly(DemoResult result) {
        BigInteger fee = Samples.fee(SLICE, PRICE, SHARE);
        long good = 0;
        for (DemoResult.SeederPart part : result.seeders()) {
            assertEquals(
                    fee.multiply(BigInteger.valueOf(part.bytes() / SLICE)),
                    part.earned().toBigInteger());
            good += part.bytes() / SLICE;
        }
        assertEquals(SLICES, good);
        DemoResult.SeederPart liar = result.seeders().getFirst();
        assertTrue(liar.bytes() <= HONEST_UNTIL * SLICE, "the liar served " + liar.bytes());
    }

    private static SliceSource lying(Lie lie, StoredContent content) {
        return (index, target) -> {
            if (index < HONEST_UNTIL) return content.read(index, target);
            try {
                return lie.send(content, index, target);
            } catch (java.io.IOException | RuntimeException e) {
                throw e;
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        };
    }

    private static DemoListener telling(List<String> troubles) {
        return new DemoListener() {
            @Override
            public void trouble(String text) {
                troubles.add(text);
            }
        };
    }
}
