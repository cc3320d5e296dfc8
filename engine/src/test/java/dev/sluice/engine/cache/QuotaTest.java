package dev.sluice.engine.cache;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.engine.Samples;
import dev.sluice.engine.consumer.SmallWork;
import dev.sluice.streaming.content.ContentId;
import dev.sluice.streaming.store.FileSliceStore;
import dev.sluice.streaming.store.StoredContent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The bound on disk, and who makes room. A work here is 4 slices of 64 KiB. */
final class QuotaTest {
    private static final int CIPHER = Samples.SLICE + 16;
    private static final long WEEK = Use.HALF_LIFE_SECONDS;

    @TempDir Path directory;

    private final List<SmallWork> works = new ArrayList<>();
    private final List<ContentId> gone = new ArrayList<>();
    private final Set<ContentId> own = new TreeSet<>();
    private FileSliceStore kept;
    private FileSliceStore passing;
    private Uses uses;
    private long now = 100 * WEEK;

    @BeforeEach
    void open() throws IOException {
        for (int i = 0; i < 4; i++) works.add(SmallWork.of(directory.resolve("creator" + i), 4, i));
        kept = FileSliceStore.open(directory.resolve("kept"));
        passing = FileSliceStore.open(directory.resolve("passing"));
        uses = Uses.read(directory.resolve("uses"));
    }

    @AfterEach
    void close() throws IOException {
        kept.close();
        passing.close();
    }

    private Quota quota(long bytes) throws IOException {
        return new Quota(bytes, List.of(passing, kept), uses, own::contains, () -> now, gone::add);
    }

    private ContentId id(int work) {
        return works.get(work).manifest().id();
    }

    private long overhead() {
        SmallWork any = works.getFirst();
        return Quota.overhead(any.manifest().geometry(), any.manifestBytes().length);
    }

    /** Writes as the cache does; false when there was no room. */
    private boolean put(Quota quota, FileSliceStore store, int work, int slices)
            throws IOException {
        StoredContent content = Quota.begin(store, quota, works.get(work).manifestBytes());
        try {
            for (int slice = 0; slice < slices; slice++) {
                byte[] cipher = works.get(work).cipher(slice);
                Quota.write(content, quota, slice, cipher, 0, cipher.length);
            }
            content.force();
            return true;
        } catch (NoRoomException e) {
            return false;
        } finally {
            quota.letGo(content.id());
        }
    }

    private long onDisk() throws IOException {
        long sum = 0;
        for (Path home : List.of(directory.resolve("kept"), directory.resolve("passing")))
            try (Stream<Path> tree = Files.walk(home)) {
                for (Path file : tree.filter(Files::isRegularFile).toList())
                    sum += Files.size(file);
            }
        return sum;
    }

    @Test
    void theBoundIsKeptToTheByte() throws Exception {
        long exactly = overhead() + 4 * CIPHER;
        assertTrue(put(quota(exactly), kept, 0, 4), "at the bound");
        assertTrue(onDisk() <= exactly, onDisk() + " of " + exactly);
        assertTrue(kept.remove(id(0)));
        assertTrue(put(quota(exactly + 1), kept, 0, 4), "one above");
        assertTrue(kept.remove(id(0)));
        Quota oneBelow = quota(exactly - 1);
        assertFalse(put(oneBelow, kept, 0, 4));
        assertEquals(exactly - CIPHER, oneBelow.used());
        assertTrue(onDisk() <= exactly - 1);
    }

    @Test
    void whatIsThereCountsAfterARestartAndWhatWasDeletedDoesNot() throws Exception {
        long two = 2 * (overhead() + 4 * CIPHER);
        Quota before = quota(two);
        assertTrue(put(before, kept, 0, 4));
        assertTrue(put(before, passing, 1, 3));
        Quota after = quota(two);
        assertEquals(before.used(), after.used());
        assertTrue(kept.remove(id(0)));
        after.freed(id(0), overhead() + 4 * CIPHER);
        assertEquals(overhead() + 3 * CIPHER, after.used());
    }

    @Test
    void theWorkOfLeastValueMakesRoomAndWhatPassesGoesFirst() throws Exception {
        Quota quota = quota(3 * (overhead() + 4 * CIPHER));
        assertTrue(put(quota, kept, 0, 4));
        assertTrue(put(quota, kept, 1, 4));
        assertTrue(put(quota, passing, 2, 4));
        uses.served(id(0), 5 << 20, now);
        uses.served(id(1), 9 << 20, now - WEEK); // half of it by now
        uses.served(id(2), 100 << 20, now);
        assertTrue(put(quota, kept, 3, 4));
        assertEquals(List.of(id(2)), gone, "it was for going on only");
        assertTrue(put(quota, passing, 2, 4));
        assertEquals(List.of(id(2), id(3)), gone, "it was never served");
        quota.hold(id(2));
        assertTrue(put(quota, kept, 3, 4));
        assertEquals(List.of(id(2), id(3), id(1)), gone, "4.5 MiB is less than 5");
        assertTrue(onDisk() <= quota.maxBytes());
    }

    @Test
    void whatIsPinnedInUseOrOwnNeverGoes() throws Exception {
        long one = overhead() + 4 * CIPHER;
        Quota quota = quota(2 * one);
        assertTrue(put(quota, kept, 0, 4));
        assertTrue(put(quota, kept, 1, 4));
        uses.pin(id(0), true, now);
        quota.hold(id(1));
        assertThrows(NoRoomException.class, () -> put(quota, kept, 2, 4));
        assertEquals(List.of(), gone);
        assertEquals(2 * one, quota.used());
        own.add(id(3));
        assertTrue(put(quota, kept, 3, 4), "own works do not count");
        assertEquals(2 * one, quota.used());
        quota.letGo(id(1));
        assertTrue(put(quota, kept, 2, 4));
        assertEquals(List.of(id(1)), gone);
    }

    @Test
    void aSmallerQuotaIsKeptFromTheStart() throws Exception {
        long one = overhead() + 4 * CIPHER;
        Quota large = quota(3 * one);
        for (int i = 0; i < 3; i++) assertTrue(put(large, kept, i, 4));
        uses.pin(id(0), true, now);
        assertEquals(one, quota(one).used());
        assertEquals(List.of(id(0)), kept.list());
    }

    @Test
    void pinsAndUsesAreThereAfterARestart() throws Exception {
        uses.pin(id(0), true, now);
        uses.counter(id(1)).add(7);
        uses.save(now);
        Uses again = Uses.read(directory.resolve("uses"));
        assertEquals(new Use(0, now, true), again.of(id(0), now));
        assertEquals(new Use(7, now, false), again.of(id(1), now));
        Files.writeString(directory.resolve("uses"), "what\n");
        assertThrows(IOException.class, () -> Uses.read(directory.resolve("uses")));
    }

    /** The player has it all, the disk what fits. */
    @Test
    void aCacheThatIsFullKeepsNoMoreAndSaysSoOnce() throws Exception {
        List<String> told = new ArrayList<>();
        Quota quota = quota(overhead() + 3 * CIPHER - 1);
        try (SliceCache cache = new SliceCache(kept, quota, told::add);
                WorkCache work = cache.open(works.getFirst().manifestBytes())) {
            for (int slice = 0; slice < 4; slice++)
                work.keep(slice, works.getFirst().cipher(slice), 0, CIPHER);
        }
        assertEquals(2, kept.open(id(0)).verifiedSlices());
        assertEquals(1, told.size(), told::toString);
        assertTrue(onDisk() <= quota.maxBytes());
        assertThrows(
                NoRoomException.class,
                () ->
                        new SliceCache(passing, quota(1), told::add)
                                .open(works.get(1).manifestBytes()));
    }

    @Test
    void whatCouldNotBeWrittenDoesNotCount() throws IOException {
        Quota quota = quota(1 << 20);
        StoredContent content = Quota.begin(kept, quota, works.getFirst().manifestBytes());
        long before = quota.used();
        byte[] cipher = works.getFirst().cipher(0);
        int short1 = cipher.length - 1;
        assertThrows(
                IllegalArgumentException.class,
                () -> Quota.write(content, quota, 0, cipher, 0, short1));
        assertEquals(before, quota.used());
        Quota.write(content, quota, 0, cipher, 0, cipher.length);
        assertEquals(before + CIPHER, quota.used());
    }
}
