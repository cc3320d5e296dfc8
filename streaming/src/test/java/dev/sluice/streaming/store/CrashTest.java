package dev.sluice.streaming.store;

import static dev.sluice.streaming.store.StoreFixture.SLICE;
import static dev.sluice.streaming.store.StoreFixture.copyPages;
import static dev.sluice.streaming.store.StoreFixture.copySlice;
import static dev.sluice.streaming.store.StoreFixture.plain;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.streaming.content.ManifestCodec;
import dev.sluice.streaming.content.Samples;
import dev.sluice.streaming.content.SeededTrials;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** T22, I10: torn files, full disks and crashes lose no forced slice and invent none. */
final class CrashTest {
    private static final int SLICES = 8;

    @TempDir Path homes;
    private FileSliceStore creator;
    private StoredContent source;

    @BeforeEach
    void open() throws IOException {
        creator = FileSliceStore.open(homes.resolve("creator"));
        source = StoreFixture.publish(creator, homes.resolve("creator"), plain(SLICES * SLICE));
    }

    @AfterEach
    void close() throws IOException {
        creator.close();
    }

    @Test
    void afterACrashASetBitMeansForcedBytes() {
        SeededTrials.run(60, this::crashOnce);
    }

    private void crashOnce(Random random) throws IOException {
        Path home = Files.createTempDirectory(homes, "mirror");
        SimulatedDisk disk = new SimulatedDisk();
        FileSliceStore mirror = FileSliceStore.open(home, disk::open);
        StoredContent copy = mirror.begin(source.manifestBytes());
        Set<Long> forced = new TreeSet<>();
        disk.failAfter(random.nextInt(30));
        fill(copy, forced, random);
        disk.crash(random);

        try (FileSliceStore restarted = FileSliceStore.open(home)) {
            StoredContent after = restarted.open(source.id());
            for (long slice : forced) assertTrue(after.has(slice), "lost slice " + slice);
            assertHoldsOnlyTheTruth(after);
        }
    }

    private void fill(StoredContent copy, Set<Long> forced, Random random) {
        try {
            if (random.nextBoolean()) copyPages(source, copy, 0);
            Set<Long> written = new TreeSet<>();
            for (int i = 0; i < 20; i++) {
                long slice = random.nextInt(SLICES);
                copySlice(source, copy, slice);
                written.add(slice);
                if (random.nextInt(3) > 0) continue;
                copy.force();
                forced.addAll(written);
            }
        } catch (IOException e) {
            assertThrows(StoreStoppedException.class, () -> copySlice(source, copy, missing(copy)));
        }
    }

    private static long missing(StoredContent copy) {
        long slice = 0;
        while (copy.has(slice)) slice++;
        return slice;
    }

    private void assertHoldsOnlyTheTruth(StoredContent content) throws IOException {
        for (long slice = 0; slice < SLICES; slice++)
            if (content.isWritten(slice))
                assertArrayEquals(
                        StoreFixture.cipher(source, slice), StoreFixture.cipher(content, slice));
    }

    /**
     * A kill -9 leaves the page cache as it is: what was written is there, and is found by hash.
     */
    @Test
    void aKilledProcessLosesNothingThatWasWritten() throws Exception {
        Path home = homes.resolve("killed");
        FileSliceStore killed = FileSliceStore.open(home);
        StoredContent copy = killed.begin(source.manifestBytes());
        copyPages(source, copy, 0);
        copySlice(source, copy, 5);
        copy.force();
        copySlice(source, copy, 2);
        copySlice(source, copy, 7);
        assertTrue(copy.isWritten(7) && !copy.has(7));
        assertArrayEquals(StoreFixture.cipher(source, 7), StoreFixture.cipher(copy, 7));
        try (FileSliceStore restarted = FileSliceStore.open(home)) {
            StoredContent after = restarted.open(source.id());
            for (long slice = 0; slice < SLICES; slice++)
                assertEquals(Set.of(2L, 5L, 7L).contains(slice), after.has(slice), "" + slice);
        }
        killed.close();
    }

    @Test
    void whatWasOnlyWrittenIsNotBelievedWhenItsBytesAreTorn() throws Exception {
        Path home = homes.resolve("torn");
        FileSliceStore killed = FileSliceStore.open(home);
        StoredContent copy = killed.begin(source.manifestBytes());
        copyPages(source, copy, 0);
        copySlice(source, copy, 2);
        copySlice(source, copy, 3);
        Path cipher = home.resolve("content").resolve(copy.id().toString()).resolve("cipher");
        byte[] bytes = Files.readAllBytes(cipher);
        Arrays.fill(bytes, 3 * (SLICE + 16) + 512, 3 * (SLICE + 16) + 1024, (byte) 0);
        Files.write(cipher, bytes);
        for (int restart = 0; restart < 2; restart++)
            try (FileSliceStore restarted = FileSliceStore.open(home)) {
                StoredContent after = restarted.open(source.id());
                assertTrue(after.has(2));
                assertFalse(after.isWritten(3), "torn, and again after the repair");
            }
        killed.close();
    }

    @Test
    void aDamagedOrShortBitmapIsRebuiltFromTheBytes() throws Exception {
        Path bitmap = directory(source).resolve("bitmap");
        byte[] good = Files.readAllBytes(bitmap);
        SeededTrials.run(
                20,
                random -> {
                    creator.close();
                    byte[] bad = good.clone();
                    bad[random.nextInt(bad.length)] ^= (byte) (1 << random.nextInt(8));
                    int kept = random.nextBoolean() ? bad.length : random.nextInt(bad.length);
                    Files.write(bitmap, Arrays.copyOf(bad, kept));
                    creator = FileSliceStore.open(homes.resolve("creator"));
                    assertTrue(creator.open(source.id()).complete());
                    assertArrayEquals(good, Files.readAllBytes(bitmap));
                });
    }

    @Test
    void aDamagedBitmapDoesNotVouchForDamagedBytes() throws Exception {
        creator.close();
        Path directory = directory(source);
        byte[] cipher = Files.readAllBytes(directory.resolve("cipher"));
        cipher[2 * (SLICE + 16) + 7] ^= 1;
        Files.write(directory.resolve("cipher"), cipher);
        Files.write(directory.resolve("bitmap"), new byte[0]);
        creator = FileSliceStore.open(homes.resolve("creator"));
        StoredContent after = creator.open(source.id());
        assertEquals(SLICES - 1, after.verifiedSlices());
        assertFalse(after.has(2));
    }

    @Test
    void aFailedWriteStopsTheWholeStoreButNotItsReaders() throws Exception {
        SimulatedDisk disk = new SimulatedDisk();
        FileSliceStore mirror = FileSliceStore.open(homes.resolve("mirror"), disk::open);
        StoredContent copy = mirror.begin(source.manifestBytes());
        copySlice(source, copy, 0);
        copy.force();
        disk.failAfter(2);
        copySlice(source, copy, 1);
        StoreStoppedException first = assertThrows(StoreStoppedException.class, copy::force);
        assertTrue(String.valueOf(first.getMessage()).contains("No space left on device"));
        disk.failAfter(Integer.MAX_VALUE);
        assertThrows(StoreStoppedException.class, () -> copySlice(source, copy, 2));
        assertThrows(
                StoreStoppedException.class,
                () -> mirror.begin(ManifestCodec.sign(Samples.manifest(), Samples.CREATOR)));
        assertFalse(copy.has(1));
        assertArrayEquals(StoreFixture.cipher(source, 0), StoreFixture.cipher(copy, 0));
        mirror.close();
    }

    private Path directory(StoredContent content) {
        return homes.resolve("creator").resolve("content").resolve(content.id().toString());
    }
}
