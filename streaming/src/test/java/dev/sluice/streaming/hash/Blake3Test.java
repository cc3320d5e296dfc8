package dev.sluice.streaming.hash;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.streaming.content.SeededTrials;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Native and in Java, one hash; and a library that is missing or wrong is not used. */
final class Blake3Test {
    private static final int SLICE = 256 << 10;

    @TempDir Path directory;

    /**
     * By length, of bytes that count to 250 and begin again:
     * https://github.com/BLAKE3-team/BLAKE3/blob/master/test_vectors/test_vectors.json.
     */
    @ParameterizedTest
    @CsvSource({
        "0, af1349b9f5f9a1a6a0404dea36dcc9499bcb25c9adc112b7cc9a93cae41f3262",
        "1, 2d3adedff11b61f14c886e35afa036736dcd87a74d27b5c1510225d0f592e213",
        "1023, 10108970eeda3eb932baac1428c7a2163b0e924c9a9e25b35bba72b28f70bd11",
        "1024, 42214739f095a406f3fc83deb889744ac00df831c10daa55189b5d121c855af7",
        "1025, d00278ae47eb27b34faecf67b4fe263f82d5412916c1ffd97c8cb7fb814b8444",
        "2049, 5f4d72f40d7a5f82b15ca2b2e44b1de3c2ef86c426c95c1af0b6879522563030",
        "8193, bab6c09cb8ce8cf459261398d2e7aef35700bf488116ceb94a36d0f5f1b7bc3b",
        "16384, f875d6646de28985646f34ee13be9a576fd515f76b5b0a26bb324735041ddde4",
        "102400, bc3e3d41a1146b069abffad3c0d44860cf664390afce4d9661f7902e7943e085"
    })
    void everyoneGivesTheAuthorsAnswers(int length, String answer) {
        byte[] in = new byte[length];
        for (int i = 0; i < length; i++) in[i] = (byte) (i % 251);
        for (Hasher hasher : List.of(new BouncyCastleBlake3(), Blake3.hasher()))
            assertEquals(answer, HexFormat.of().formatHex(hasher.update(in).digest()));
    }

    @Test
    void theNativeOneIsUsedOnThePlatformThatItsJarIsFor() {
        String platform = System.getProperty("os.name") + " " + System.getProperty("os.arch");
        boolean wanted = Boolean.parseBoolean(System.getProperty(Blake3.NATIVE, "true"));
        assertEquals(platform.equals("Linux amd64") && wanted, Blake3.isNative());
    }

    /** Chunks of a kibibyte, sixteen at once, parts of 64 KiB in a call: one beside each too. */
    @Test
    void whateverTheLengthThePlaceAndThePartsTheDigestIsTheSame() {
        Hasher java = new BouncyCastleBlake3();
        Hasher best = Blake3.hasher();
        SeededTrials.run(
                60,
                random -> {
                    int border = 1 << (random.nextInt(12) + 6);
                    int length = Math.max(0, border * (1 + random.nextInt(3)) + around(random));
                    byte[] in = new byte[length + 100];
                    random.nextBytes(in);
                    int offset = random.nextInt(100);
                    byte[] expected = java.update(in, offset, length).digest();
                    int first = random.nextInt(length + 1);
                    byte[] out = new byte[Hasher.BYTES + 40];
                    best.update(in, offset, first).update(in, offset + first, length - first);
                    best.digestInto(out, 7);
                    assertArrayEquals(expected, Arrays.copyOfRange(out, 7, 7 + Hasher.BYTES));
                    Arrays.fill(out, 7, 7 + Hasher.BYTES, (byte) 0);
                    assertArrayEquals(new byte[out.length], out, "nothing beside it is written");
                });
    }

    private static int around(Random random) {
        return random.nextInt(3) - 1;
    }

    @Test
    void whatIsNotWithinItsArrayIsRefusedBeforeTheLibrarySeesIt() {
        Hasher hasher = Blake3.hasher();
        byte[] in = new byte[10];
        assertThrows(RuntimeException.class, () -> hasher.update(in, 5, 6));
        assertThrows(RuntimeException.class, () -> hasher.update(in, -1, 2));
        assertThrows(RuntimeException.class, () -> hasher.update(in, 0, -1));
        assertThrows(RuntimeException.class, () -> hasher.digestInto(new byte[32], 1));
    }

    /** In place: what is copied would show. */
    @Test
    void aSliceLeavesLessThanAKibibyteToCollect() {
        Hasher hasher = Blake3.hasher();
        if (!Blake3.isNative()) return; // the one in Java takes what it needs
        long least = Long.MAX_VALUE;
        for (int round = 0; round < 5; round++)
            least = Math.min(least, allocated(hasher, new byte[SLICE + 16]));
        assertTrue(least < 100 * 1_024, least + " bytes of 100 slices");
    }

    private static long allocated(Hasher hasher, byte[] slice) {
        byte[] out = new byte[Hasher.BYTES];
        var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        for (int i = 0; i < 100; i++) hasher.update(slice).digestInto(out, 0);
        return threads.getCurrentThreadAllocatedBytes() - before;
    }

    @Test
    void javaIsUsedWhereTheLibraryDoesNotLoadOrDoesNotWork() {
        assertInstanceOf(
                BouncyCastleBlake3.class,
                Blake3.choose(
                                () -> {
                                    throw new ExceptionInInitializerError("not for this machine");
                                })
                        .get());
        assertInstanceOf(
                BouncyCastleBlake3.class,
                Blake3.choose(
                                () -> {
                                    throw new IllegalStateException("a call fails");
                                })
                        .get());
        assertInstanceOf(BouncyCastleBlake3.class, Blake3.choose(Sha256::new).get());
        assertInstanceOf(Forgetful.class, Blake3.choose(Forgetful::new).get(), "the test itself");
        Forgetful.forgets = false;
        assertInstanceOf(BouncyCastleBlake3.class, Blake3.choose(Forgetful::new).get());
        Forgetful.forgets = true;
    }

    /** Right the first time; whether it begins anew is what a test sets. */
    private static final class Forgetful implements Hasher {
        static boolean forgets = true;
        private final BouncyCastleBlake3 hasher = new BouncyCastleBlake3();

        @Override
        public Hasher update(byte[] in, int offset, int length) {
            hasher.update(in, offset, length);
            return this;
        }

        @Override
        public void digestInto(byte[] out, int offset) {
            hasher.digestInto(out, offset);
            if (!forgets) hasher.update(out);
        }
    }

    @Test
    void theFileThatItIsLoadedFromIsGoneAfterwards() throws IOException {
        assertTrue(PackagedLibrary.load(directory).find("blake3_hasher_init").isPresent());
        try (Stream<Path> left = Files.list(directory)) {
            assertEquals(List.of(), left.toList());
        }
        Path nowhere = directory.resolve("nowhere");
        assertThrows(UncheckedIOException.class, () -> PackagedLibrary.load(nowhere));
    }
}
