package dev.sluice.engine.cache;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.engine.Samples;
import dev.sluice.engine.consumer.SmallWork;
import dev.sluice.streaming.content.ContentId;
import dev.sluice.streaming.content.PageId;
import dev.sluice.streaming.proto.HashPage;
import dev.sluice.streaming.store.FileSliceStore;
import dev.sluice.streaming.store.SliceStore;
import dev.sluice.streaming.store.StoredContent;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a consumer keeps on disk, and what becomes of it when the disk hangs or fails. */
final class SliceCacheTest {
    private static final long MAX_WAIT_MS = 200;

    @TempDir Path directory;

    private final List<String> told = Collections.synchronizedList(new ArrayList<>());
    private SmallWork work;
    private FileSliceStore store;

    @BeforeEach
    void open() throws IOException {
        work = new SmallWork(directory.resolve("creator"));
        store = FileSliceStore.open(directory.resolve("mine"));
    }

    @AfterEach
    void close() throws IOException {
        store.close();
    }

    @Test
    void whatIsKeptIsReadAsASeederWouldSendItAlsoByTheNextProcess() throws Exception {
        try (SliceCache cache = new SliceCache(store, Room.UNBOUNDED, told::add)) {
            WorkCache kept = cache.open(work.manifestBytes());
            keepPages(kept, 257);
            keep(kept, 257);
            keepPages(kept, 3);
            keep(kept, 3);
            kept.close();
        }
        store.close();
        store = FileSliceStore.open(directory.resolve("mine"));
        try (SliceCache cache = new SliceCache(store, Room.UNBOUNDED, told::add);
                WorkCache kept = cache.open(work.manifestBytes())) {
            for (long index = 0; index < SmallWork.SLICES; index++)
                assertEquals(index == 3 || index == 257, kept.has(index));
            byte[] frame = new byte[64 << 10 << 1];
            int length = kept.read(257, true, frame);
            assertArrayEquals(work.frameWithPages(257), Arrays.copyOf(frame, length));
            length = kept.read(3, false, frame);
            assertArrayEquals(work.frame(3), Arrays.copyOf(frame, length));
            assertEquals(-1, kept.read(4, false, frame));
            kept.damaged(3);
            assertFalse(kept.has(3));
            assertEquals(-1, kept.read(3, false, frame));
        }
        assertEquals(List.of(), told);
    }

    @Test
    void readersOfOneWorkShareItAndItIsRemovedWhenNobodyUsesIt() throws Exception {
        try (SliceCache cache = new SliceCache(store, Room.UNBOUNDED, told::add)) {
            WorkCache one = cache.open(work.manifestBytes());
            WorkCache two = cache.open(work.manifestBytes());
            assertSame(one, two);
            one.close();
            ContentId id = work.manifest().id();
            keepPages(two, 0);
            keep(two, 0);
            assertFalse(cache.remove(id), "the second reader uses it");
            two.close();
            assertTrue(store.open(id).has(0), "forced with its last user");
            assertTrue(cache.remove(id));
            assertFalse(cache.remove(id));
            assertThrows(IllegalArgumentException.class, () -> cache.open(new byte[5]));
        }
    }

    /** A bounded queue, one bounded wait, and then slices are let go until the disk is back. */
    @Test
    void aDiskThatHangsHoldsThePlayerUpOnce() throws Exception {
        CountDownLatch hangs = new CountDownLatch(1);
        try (SliceCache cache =
                new SliceCache(slow(hangs), Room.UNBOUNDED, MAX_WAIT_MS, told::add)) {
            WorkCache kept = cache.open(work.manifestBytes());
            int places = (8 << 20) / (Samples.SLICE + 16);
            for (int i = 0; i < places; i++) keep(kept, i); // there is room for these
            long startNs = System.nanoTime();
            for (int i = places; i < SmallWork.SLICES; i++) keep(kept, i);
            long waitedMs = millisSince(startNs);
            assertTrue(waitedMs >= MAX_WAIT_MS, "back-pressure");
            int late = SmallWork.SLICES - places;
            assertTrue(waitedMs < late * MAX_WAIT_MS / 2, "not for each: " + waitedMs);
            hangs.countDown();
            kept.close();
            assertTrue(kept.has(places - 1));
            assertFalse(kept.has(SmallWork.SLICES - 1));
        }
    }

    /** Else a player that comes back to it at once would pay for it twice. */
    @Test
    void aSliceOnItsWayToTheDiskIsHereAndIsReadWhenItIsWritten() throws Exception {
        CountDownLatch hangs = new CountDownLatch(1);
        try (SliceCache cache =
                        new SliceCache(slow(hangs), Room.UNBOUNDED, MAX_WAIT_MS, told::add);
                WorkCache kept = cache.open(work.manifestBytes())) {
            keepPages(kept, 5);
            keep(kept, 5);
            assertTrue(kept.has(5));
            assertFalse(kept.has(6));
            byte[] frame = new byte[64 << 10 << 1];
            assertEquals(-1, kept.read(5, false, frame), "not for ever");
            hangs.countDown();
            int length = kept.read(5, true, frame);
            assertArrayEquals(work.frameWithPages(5), Arrays.copyOf(frame, length));
        }
    }

    private static long millisSince(long startNs) {
        return (System.nanoTime() - startNs) / 1_000_000;
    }

    @Test
    void aFailedWriteIsToldOnceAndThePlayerGoesOn() throws Exception {
        try (SliceCache cache =
                        new SliceCache(slow(new CountDownLatch(0)), Room.UNBOUNDED, told::add);
                WorkCache kept = cache.open(work.manifestBytes())) {
            store.close(); // so that every write fails
            for (int i = 0; i < 40; i++) keep(kept, i);
        }
        assertEquals(1, told.size(), told::toString);
        assertTrue(told.getFirst().startsWith("what arrives is no longer kept on disk: "));
    }

    private void keep(WorkCache kept, long index) throws IOException {
        byte[] cipher = work.cipher(index);
        byte[] shifted = new byte[cipher.length + 9];
        System.arraycopy(cipher, 0, shifted, 5, cipher.length);
        kept.keep(index, shifted, 5, cipher.length);
    }

    private void keepPages(WorkCache kept, long index) throws IOException {
        for (HashPage page : work.pages(index))
            kept.keepPage(
                    new PageId(page.getLevel(), page.getIndex()), page.getBytes().toByteArray());
    }

    /** The store, with contents whose slices are not written before the latch opens. */
    private SliceStore slow(CountDownLatch hangs) {
        return proxy(
                SliceStore.class,
                store,
                (name, result) ->
                        name.equals("begin")
                                ? proxy(
                                        StoredContent.class,
                                        (StoredContent) result,
                                        (_, inner) -> inner,
                                        hangs)
                                : result,
                new CountDownLatch(0));
    }

    private interface After {
        Object result(String method, Object result);
    }

    private static <T> T proxy(Class<T> type, T real, After after, CountDownLatch hangs) {
        Object proxy =
                Proxy.newProxyInstance(
                        type.getClassLoader(),
                        new Class<?>[] {type},
                        (_, method, arguments) -> {
                            if (method.getName().equals("writeVerified")) hangs.await();
                            try {
                                Object result = method.invoke(real, arguments);
                                return after.result(method.getName(), result);
                            } catch (InvocationTargetException e) {
                                throw e.getCause();
                            }
                        });
        return type.cast(proxy);
    }
}
