package dev.sluice.engine.consumer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.engine.Samples;
import dev.sluice.engine.cache.LocalSlices;
import dev.sluice.engine.cache.Room;
import dev.sluice.engine.cache.SliceCache;
import dev.sluice.engine.cache.WorkCache;
import dev.sluice.engine.session.SessionEvent;
import dev.sluice.streaming.store.FileSliceStore;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From the check stage to the disk, and from the disk back through the check stage. */
final class LocalCheckTest {
    private static final int FRAME = Samples.SLICE + (64 << 10);

    @TempDir Path directory;

    private final List<String> told = new ArrayList<>();
    private SmallWork work;
    private FileSliceStore store;
    private SliceCache cache;

    @BeforeEach
    void open() throws IOException {
        work = new SmallWork(directory.resolve("creator"));
        store = FileSliceStore.open(directory.resolve("mine"));
        cache = new SliceCache(store, Room.UNBOUNDED, told::add);
    }

    @AfterEach
    void close() throws IOException {
        cache.close();
        store.close();
        assertEquals(List.of(), told);
    }

    @Test
    void whatASeederBroughtIsReadFromTheDiskTheNextTime_I7() throws Exception {
        WorkCache first = cache.open(work.manifestBytes());
        CheckStage check = check(first);
        slice(check, 1, work.frameWithPages(3));
        slice(check, 1, work.frame(4));
        slice(check, 1, work.frameWithPages(257));
        first.close();
        try (WorkCache again = cache.open(work.manifestBytes())) {
            CheckStage next = check(again);
            for (long index : new long[] {3, 4, 257}) {
                byte[] frame = new byte[FRAME];
                int length = again.read(index, index != 4, frame);
                Outcome outcome = slice(next, LocalReader.PEER, Arrays.copyOf(frame, length));
                assertEquals(new SessionEvent.SliceRead(index), outcome.event);
                Arrival arrival = java.util.Objects.requireNonNull(outcome.arrival);
                assertArrayEquals(
                        work.cipher(index),
                        Arrays.copyOfRange(frame, arrival.offset, arrival.offset + arrival.length));
            }
        }
    }

    @Test
    void whatTheDiskGivesAndDoesNotFitIsForgottenThere_I7() throws Exception {
        WorkCache first = cache.open(work.manifestBytes());
        slice(check(first), 1, work.frameWithPages(3));
        first.close();
        try (WorkCache mine = cache.open(work.manifestBytes())) {
            assertTrue(mine.has(3));
            CheckStage check = check(mine);
            byte[] rotten = work.frameWithPages(3);
            rotten[rotten.length - 1] ^= 1;
            assertEquals(
                    new SessionEvent.SliceUnreadable(3, "bytes that do not fit the content root"),
                    slice(check, LocalReader.PEER, rotten).event);
            assertFalse(mine.has(3));
        }
    }

    @Test
    void aReaderBringsPagesOncePerLeafAndSaysWhatIsNotThere() throws Exception {
        BlockingQueue<SessionEvent> events = new LinkedBlockingQueue<>();
        WorkCache kept = cache.open(work.manifestBytes());
        CheckStage writer = check(kept);
        for (long index : new long[] {0, 1, 256}) slice(writer, 1, work.frameWithPages(index));
        kept.close();
        try (WorkCache mine = cache.open(work.manifestBytes())) {
            CheckStage check = check(mine);
            Inbox inbox =
                    new Inbox(
                            Thread.ofPlatform().daemon().factory(),
                            check,
                            (event, _, _) -> event.outcomes.forEach(o -> events.add(o.event)));
            LocalReader reader =
                    new LocalReader(
                            mine,
                            inbox,
                            new BufferPool(FRAME, 4),
                            FRAME,
                            Thread.ofPlatform().daemon().factory());
            try (inbox;
                    reader) {
                inbox.start();
                for (long index : new long[] {256, 1, 0, 5}) reader.read(index);
                reader.start();
                for (long index : new long[] {0, 1})
                    assertEquals(new SessionEvent.SliceRead(index), next(events));
                assertEquals(
                        new SessionEvent.SliceUnreadable(5, "it is not there any more"),
                        next(events));
                assertEquals(new SessionEvent.SliceRead(256), next(events));
            }
        }
    }

    private static @Nullable SessionEvent next(BlockingQueue<SessionEvent> events)
            throws InterruptedException {
        return events.poll(10, TimeUnit.SECONDS);
    }

    private CheckStage check(LocalSlices local) {
        return new CheckStage(
                work.manifest(),
                work.trust(),
                _ -> {},
                new BufferPool(Samples.SLICE, 4),
                () -> SmallWork.SLICES,
                local);
    }

    private static Outcome slice(CheckStage check, int peer, byte[] frame) {
        InboxEvent event = new InboxEvent();
        event.peer = peer;
        event.frame = frame;
        event.frameLength = frame.length;
        check.onEvent(event, 0, true);
        assertTrue(event.outcomes.size() == 1);
        return event.outcomes.getFirst();
    }
}
