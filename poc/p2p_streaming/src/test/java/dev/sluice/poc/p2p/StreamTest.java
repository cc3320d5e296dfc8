package dev.sluice.poc.p2p;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.poc.p2p.Setting.Line;
import dev.sluice.poc.p2p.Setting.Shape;
import dev.sluice.poc.p2p.Setting.Urgency;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Three nodes over QUIC. */
class StreamTest {
    private static final int SLICE_BYTES = 16 << 10;
    private static final int SLICES = 100;

    private static final Work WORK = new Work(SLICES, SLICE_BYTES);
    private final AtomicInteger delivered = new AtomicInteger();

    @ParameterizedTest
    @EnumSource(Shape.class)
    void every_slice_comes_in_order_and_is_paid_for(Shape shape) throws Exception {
        try (Trial trial = new Trial(setting(shape, List.of()), WORK)) {
            Outcome outcome = trial.run(this::check);

            assertEquals(SLICES, delivered.get());
            assertEquals((long) SLICES * SLICE_BYTES, outcome.bytes().payload());
            assertTrue(outcome.bytes().wire() > outcome.bytes().payload(), outcome + "");
            assertTrue(trial.vouchers() >= 2, trial.vouchers() + " vouchers of 1 MiB");
        }
    }

    @Test
    void a_line_delays_and_limits() throws Exception {
        List<Line> lines = List.of(new Line(2_000_000, 10), new Line(2_000_000, 10));
        try (Trial trial = new Trial(setting(Shape.PER_SLICE, lines), WORK)) {
            Outcome outcome = trial.run(this::check);

            assertEquals(SLICES, delivered.get());
            assertTrue(outcome.firstMs() > 20, outcome + "");
            assertTrue(outcome.goodputMBs() < 4, outcome + "");
        }
    }

    @Test
    void a_seeder_that_lies_is_left_and_the_other_brings_the_rest() throws Exception {
        try (Trial trial = trial(WORK, lying())) {
            trial.run(this::check);

            assertEquals(SLICES, delivered.get());
        }
    }

    @Test
    void nothing_false_is_delivered_when_all_lie() {
        try (Trial trial = trial(lying(), lying())) {
            var failure = assertThrows(ExecutionException.class, () -> trial.run(this::check));

            assertTrue(failure.toString().contains("false slice"), failure.toString());
            assertTrue(delivered.get() < SLICES);
        }
    }

    @Test
    void who_does_not_pay_gets_nothing() {
        try (Trial trial = trial(WORK, WORK)) {
            byte[] another = new byte[32];
            another[0] = 1;
            var failure =
                    assertThrows(ExecutionException.class, () -> trial.run(this::check, another));

            assertTrue(failure.toString().contains("not signed by the payer"), failure.toString());
            assertEquals(0, delivered.get());
        }
    }

    private void check(int slice, byte[] plain) {
        assertEquals(delivered.getAndIncrement(), slice);
        assertArrayEquals(WORK.plain(slice), plain);
    }

    private static Setting setting(Shape shape, List<Line> lines) {
        return new Setting(shape, Urgency.BY_DEADLINE, Schedule::sequential, lines, 100);
    }

    private Trial trial(Work first, Work second) {
        Setting setting = setting(Shape.PER_SLICE, List.of());
        return new Trial(setting, WORK, List.of(first, second));
    }

    /** The same work but for a bit in every second slice. */
    private static Work lying() {
        Work lying = new Work(SLICES, SLICE_BYTES);
        for (int slice = 1; slice < SLICES; slice += 2) {
            var cipher = lying.cipher(slice);
            cipher.setByte(9, cipher.getByte(9) ^ 1);
            cipher.release();
        }
        return lying;
    }
}
