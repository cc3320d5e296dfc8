package dev.sluice.engine.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The demo's result, field by field, as programs read it. */
final class ResultLineTest {
    private static final List<String> FIELDS =
            List.of(
                    "type",
                    "ok",
                    "content",
                    "bytes",
                    "sha256",
                    "slices",
                    "sliceBytes",
                    "seconds",
                    "firstSliceMs",
                    "price",
                    "paid",
                    "creatorEarned",
                    "seederEarned",
                    "seederBytes",
                    "vouchers",
                    "settled",
                    "gas",
                    "chain");

    @TempDir Path directory;

    @Test
    void theDemoEndsWithItsResultAndLeavesNothingBehind() throws Exception {
        byte[] bytes = new byte[700_001];
        new SplittableRandom(1).nextBytes(bytes);
        Path file = Files.write(directory.resolve("film.bin"), bytes);
        Path out = directory.resolve("copy.bin");
        List<Path> before = workspaces();
        Ran demo = Ran.of("demo", file.toString(), "--out", out.toString(), "--json");
        assertResult(demo.result(), bytes.length);
        assertEquals("", demo.err());
        assertEquals(-1, Files.mismatch(file, out));
        assertTrue(
                demo.objects().stream().anyMatch(o -> "phase".equals(o.get("type"))),
                demo::toString);
        assertEquals(before, workspaces());
        assertEquals(0, ProcessHandle.current().descendants().count(), "Anvil still runs");
    }

    @Test
    void forAPersonTheDemoEndsWithATable() throws Exception {
        Path file = Files.writeString(directory.resolve("note.txt"), "one slice of text");
        Ran demo = Ran.of("demo", file.toString(), "--seeders", "1");
        assertEquals(0, demo.code(), demo::toString);
        for (String word : List.of("sha256", "creator", "seeder 1", "paid", "deposit", "vouchers"))
            assertTrue(demo.out().contains(word), demo::toString);
    }

    private static void assertResult(Map<?, ?> result, int bytes) {
        assertEquals(FIELDS, new ArrayList<>(result.keySet()));
        assertEquals("result", result.get("type"));
        assertEquals(true, result.get("ok"));
        assertEquals(bytes, result.get("bytes"));
        assertEquals(3, result.get("slices"));
        assertEquals(256 << 10, result.get("sliceBytes"));
        assertTrue(String.valueOf(result.get("sha256")).matches("[0-9a-f]{64}"));
        assertTrue(String.valueOf(result.get("content")).startsWith("bafkrei"));
        assertTrue(number(result, "seconds").doubleValue() > 0);
        assertTrue(number(result, "firstSliceMs").longValue() >= 0);
        assertTrue(number(result, "vouchers").longValue() > 0);
        assertTrue(number(result, "gas").longValue() > 0);
        assertMoney(result, bytes);
        Map<?, ?> chain = object(result, "chain");
        assertEquals(List.of("id", "contract", "transactions"), new ArrayList<>(chain.keySet()));
        assertEquals(31_337, chain.get("id"));
        assertTrue(String.valueOf(chain.get("contract")).matches("0x[0-9a-fA-F]{40}"));
    }

    private static void assertMoney(Map<?, ?> result, int bytes) {
        Map<?, ?> earned = object(result, "seederEarned");
        Map<?, ?> served = object(result, "seederBytes");
        assertEquals(2, earned.size());
        assertEquals(earned.keySet(), served.keySet());
        BigInteger fees = BigInteger.ZERO;
        for (Object fee : earned.values()) fees = fees.add(amount(fee));
        long sum = 0;
        for (Object part : served.values()) sum += ((Number) part).longValue();
        assertEquals(bytes, sum);
        Map<?, ?> settled = object(result, "settled");
        assertEquals(
                List.of("creator", "seeders", "refunded", "deposit"),
                new ArrayList<>(settled.keySet()));
        assertEquals(result.get("price"), result.get("paid"));
        assertEquals(result.get("creatorEarned"), settled.get("creator"));
        assertEquals(fees, amount(field(settled, "seeders")));
        assertEquals(amount(field(result, "paid")), amount(field(settled, "creator")).add(fees));
        assertEquals(
                amount(field(settled, "deposit")),
                amount(field(result, "paid")).add(amount(field(settled, "refunded"))));
    }

    private static Object field(Map<?, ?> object, String name) {
        return Objects.requireNonNull(object.get(name), name);
    }

    private static Number number(Map<?, ?> object, String name) {
        return (Number) field(object, name);
    }

    private static Map<?, ?> object(Map<?, ?> object, String name) {
        return (Map<?, ?>) field(object, name);
    }

    /** Amounts are decimal strings: no reader rounds them. */
    private static BigInteger amount(Object value) {
        assertTrue(value instanceof String, "an amount that is no string: " + value);
        return new BigInteger((String) value);
    }

    private static List<Path> workspaces() throws Exception {
        try (Stream<Path> all = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
            return all.filter(p -> String.valueOf(p.getFileName()).startsWith("sluice-demo-"))
                    .sorted()
                    .toList();
        }
    }
}
