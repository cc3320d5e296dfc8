package dev.sluice.bench.house;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.engine.cli.BenchRunner;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;

final class HouseTest {
    private static final BenchRunner.Request LIST =
            new BenchRunner.Request(List.of(), List.of(), true, false, false, true);

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int run(BenchRunner.Request request) throws Exception {
        BenchRunner house = ServiceLoader.load(BenchRunner.class).findFirst().orElseThrow();
        return house.run(request, new PrintWriter(out, true), new PrintWriter(err, true));
    }

    @Test
    void theListIsOneJsonObjectForEachBenchmark() throws Exception {
        assertEquals(0, run(LIST));
        List<String> lines = out.toString().lines().toList();
        assertEquals(Registry.ALL.size(), lines.size());
        for (String line : lines) assertTrue(line.startsWith("{\"type\":\"benchmark\","), line);
        assertEquals("", err.toString());
    }

    @Test
    void anUnknownNameIsRefusedWithThoseThatAre() {
        IllegalArgumentException e =
                assertThrows(IllegalArgumentException.class, () -> run(asked(List.of("thruput"))));
        assertTrue(
                String.valueOf(e.getMessage()).contains("thruput; there are accepts,"),
                e::toString);
    }

    @Test
    void figuresOfTheShortFormAreNotKept() {
        assertThrows(
                IllegalArgumentException.class,
                () ->
                        run(
                                new BenchRunner.Request(
                                        List.of("first"), List.of(), false, true, true, false)));
    }

    @Test
    void argumentsAreForOneBenchmark() {
        assertThrows(
                IllegalArgumentException.class,
                () ->
                        run(
                                new BenchRunner.Request(
                                        List.of("first", "crash"),
                                        List.of("1"),
                                        false,
                                        false,
                                        false,
                                        false)));
    }

    @Test
    void namesAreInOrderAndEachIsThereOnce() {
        List<String> names = Registry.ALL.stream().map(Benchmark::name).toList();
        assertEquals(names.stream().distinct().sorted().toList(), names);
    }

    private static BenchRunner.Request asked(List<String> names) {
        return new BenchRunner.Request(names, List.of(), false, true, false, false);
    }
}
