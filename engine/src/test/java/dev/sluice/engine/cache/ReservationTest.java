package dev.sluice.engine.cache;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.engine.consumer.SmallWork;
import dev.sluice.streaming.content.ContentId;
import dev.sluice.streaming.store.FileSliceStore;
import dev.sluice.streaming.store.StoredContent;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Room for a whole work is counted before its first byte: what is under way counts. */
final class ReservationTest {
    @TempDir Path directory;

    private final List<ContentId> gone = new ArrayList<>();
    private SmallWork work;
    private SmallWork other;
    private FileSliceStore store;
    private long whole;

    @BeforeEach
    void open() throws IOException {
        work = SmallWork.of(directory.resolve("one"), 4, 1);
        other = SmallWork.of(directory.resolve("two"), 4, 2);
        store = FileSliceStore.open(directory.resolve("kept"));
        whole = Quota.wholeBytes(work.manifest().geometry(), work.manifestBytes().length);
    }

    @AfterEach
    void close() throws IOException {
        store.close();
    }

    private Quota quota(long bytes) throws IOException {
        Uses uses = Uses.read(directory.resolve("uses"));
        return new Quota(bytes, List.of(store), uses, _ -> false, () -> 1_000, gone::add);
    }

    private void write(SmallWork what, Room room, int slices) throws IOException {
        StoredContent copy = Quota.begin(store, room, what.manifestBytes());
        for (int slice = 0; slice < slices; slice++) {
            if (copy.isWritten(slice)) continue;
            byte[] cipher = what.cipher(slice);
            Quota.write(copy, room, slice, cipher, 0, cipher.length);
        }
        copy.force();
        room.letGo(copy.id());
    }

    @Test
    void itFitsAtTheBoundAndNotOneBelow() throws Exception {
        ContentId id = work.manifest().id();
        Quota below = quota(whole - 1);
        assertThrows(NoRoomException.class, () -> Reservation.of(below, id, whole));
        assertEquals(0, below.used());
        assertEquals(Optional.empty(), below.victims(whole));
        Quota exact = quota(whole);
        assertEquals(Optional.of(List.of()), exact.victims(whole));
        try (Reservation room = Reservation.of(exact, id, whole)) {
            assertEquals(whole, exact.used(), "before a byte is written");
            write(work, room, 4);
            assertFalse(room.admit(id, 1), "that was all");
        }
        assertEquals(whole, exact.used());
        assertEquals(whole, Quota.diskBytes(store.open(id)));
    }

    @Test
    void whatWasNotWrittenIsGivenBackAndCountedAgainAfterARestart() throws Exception {
        ContentId id = work.manifest().id();
        Quota quota = quota(whole + 1);
        try (Reservation room = Reservation.of(quota, id, whole)) {
            write(work, room, 1);
            assertEquals(whole, quota.used(), "what is missing still counts");
            assertFalse(quota.admit(other.manifest().id(), 2), "the work under way never goes");
        }
        long part = Quota.diskBytes(store.open(id));
        assertEquals(part, quota.used());
        Quota restarted = quota(whole + 1);
        assertEquals(part, restarted.used());
        try (Reservation room = Reservation.of(restarted, id, whole - part)) {
            write(work, room, 4);
        }
        assertEquals(whole, restarted.used());
    }

    @Test
    void whoMustGoIsKnownBefore() throws Exception {
        Quota quota = quota(whole + 1);
        try (Reservation room = Reservation.of(quota, work.manifest().id(), whole)) {
            write(work, room, 4);
        }
        List<Victim> victims = quota.victims(whole).orElseThrow();
        assertEquals(List.of(new Victim(work.manifest().id(), whole, 0)), victims);
        assertEquals(List.of(), gone);
        try (Reservation room = Reservation.of(quota, other.manifest().id(), whole)) {
            assertEquals(List.of(work.manifest().id()), gone);
            write(other, room, 4);
        }
        assertTrue(quota.used() <= quota.maxBytes());
    }
}
