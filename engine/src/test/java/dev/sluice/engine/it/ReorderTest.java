package dev.sluice.engine.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.engine.demo.Demo;
import dev.sluice.engine.demo.DemoListener;
import dev.sluice.engine.demo.DemoPlan;
import dev.sluice.engine.demo.DemoResult;
import dev.sluice.engine.node.SliceSource;
import dev.sluice.streaming.store.StoredContent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Slices arrive in any order from two seeders, and leave the ring in one. */
final class ReorderTest {
    private static final int SLICE = 64 << 10;
    private static final int SLICES = 256;
    private static final double FAIR_PART = 0.3;

    @TempDir Path directory;

    private final List<Long> served = Collections.synchronizedList(new ArrayList<>());

    @Test
    void theRingDeliversInOrderWhatTwoEqualSeedersServeInAnother() throws Exception {
        DemoResult result = play((_, content) -> noting(content, 0));
        List<Long> inOrder = served.stream().sorted().toList();
        assertEquals(SLICES, inOrder.size());
        assertNotEquals(inOrder, List.copyOf(served), "they were served in order: nothing shown");
        for (DemoResult.SeederPart part : result.seeders())
            assertTrue(
                    part.bytes() >= FAIR_PART * SLICES * SLICE,
                    "unfair between equals: " + result.seeders());
    }

    @Test
    void aSlowSeederHoldsNobodyUpForGood() throws Exception {
        DemoResult result = play((seeder, content) -> noting(content, seeder == 0 ? 20 : 0));
        assertNotEquals(served.stream().sorted().toList(), List.copyOf(served));
        DemoResult.SeederPart slow = result.seeders().get(0);
        DemoResult.SeederPart fast = result.seeders().get(1);
        assertTrue(slow.bytes() < fast.bytes(), "slow " + slow + ", fast " + fast);
    }

    private DemoResult play(
            java.util.function.BiFunction<Integer, StoredContent, SliceSource> sources)
            throws Exception {
        Path file = Samples.write(directory, (long) SLICES * SLICE);
        Path out = directory.resolve("out");
        DemoPlan plan =
                new DemoPlan(
                        file,
                        out,
                        Files.createDirectory(directory.resolve("nodes")),
                        2,
                        1_000_000,
                        3_000,
                        SLICE,
                        sources);
        try (Demo demo = new Demo(plan, new DemoListener() {})) {
            DemoResult result = demo.run();
            assertEquals(-1, Files.mismatch(file, out));
            assertEquals(result.price(), result.paid());
            return result;
        }
    }

    private SliceSource noting(StoredContent content, long delayMs) {
        return (index, target) -> {
            if (delayMs > 0) pause(delayMs);
            served.add(index);
            return content.read(index, target);
        };
    }

    private static void pause(long ms) {
        try {
            Thread.sleep(ms);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
